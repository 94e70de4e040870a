// What search and filters are asked about: the same questions for findings, routes and listeners.
const FILTERS = {
  verdict: "Verdict",
  rule: "Rule",
  level: "Level",
  family: "Family",
  root: "Root",
  set: "Variables",
};
const WRONG = "wrong (all)";

const some = (...values) => new Set(values.flat().filter((value) => value !== undefined && value !== ""));
const level = (finding) => (finding.suppressed ? "allowed" : finding.level);

function verdictsOf(verdict) {
  return verdict === "ok" || verdict === "undecided" ? [verdict] : [verdict, WRONG];
}

function routeFacets(data, route) {
  const findings = (route.findings ?? []).map((number) => data.findings[number]);
  const parts = route.parts.map((number) => data.parts[number]);
  return {
    verdict: some(verdictsOf(route.verdict)),
    rule: some(findings.map((one) => one.rule)),
    level: some(findings.map(level)),
    family: some(route.family),
    root: some(route.root),
    set: some(route.set),
    text: searchable(parts.map((part) => [part.words, part.name, part.place]), route.via, route.verdict, route.family, route.root, route.set, findings.map((one) => one.rule)),
  };
}

function findingFacets(data, finding) {
  const routes = (finding.routes ?? []).map((number) => data.routes[number]);
  return {
    verdict: some(routes.flatMap((route) => verdictsOf(route.verdict))),
    rule: some(finding.rule),
    level: some(level(finding)),
    family: some(routes.map((route) => route.family)),
    root: some(finding.roots ?? []),
    set: some(finding.sets ?? []),
    text: searchable(finding.rule, finding.name, finding.level, finding.place, finding.at, finding.message, finding.hints, finding.roots, routes.flatMap((route) => route.parts.map((number) => data.parts[number].name))),
  };
}

function listenerFacets(listener) {
  return {
    verdict: some(),
    rule: some(),
    level: some(),
    family: some(listener.family),
    root: some(listener.root),
    set: some(listener.set),
    text: searchable(listener.name, listener.place, listener.status, listener.reason, listener.family, listener.root),
  };
}

function noteFacets(note) {
  return { verdict: some(), rule: some(), level: some(), family: some(), root: some(), set: some(), text: searchable(note.about, note.text) };
}

function searchable(...texts) {
  return texts.flat(Infinity).filter(Boolean).join("\n").toLowerCase();
}

// Every word of the search must occur, and every chosen filter must be among the item's values.
function matches(facets, wish) {
  return (
    wish.words.every((word) => facets.text.includes(word)) &&
    Object.entries(wish.chosen).every(([name, value]) => facets[name].has(value))
  );
}

function tally(all, name) {
  const counts = new Map();
  for (const facets of all) for (const value of facets[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
}

function drawSelect(name, counts) {
  const select = element("select", "", new Option("any", ""));
  select.name = name;
  for (const [value, count] of counts) select.append(new Option(`${value === "." ? "here (.)" : value} (${count})`, value));
  return element("label", "", `${FILTERS[name]} `, select);
}
