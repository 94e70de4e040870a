// What search and filters ask: the same questions of findings, routes and listeners.
const FILTERS = { verdict: "Verdict", rule: "Rule", level: "Level", family: "Family", root: "Root", set: "Variables" };
const WRONG = "wrong (all)";

const levelOf = (finding) => (finding.suppressed ? "suppressed" : finding.level);
const verdictsOf = ({ verdict }) => (verdict === "ok" || verdict === "undecided" ? [verdict] : [verdict, WRONG]);
const present = (...values) => [...new Set(values.flat(Infinity))].filter((value) => value !== undefined);

// An item's values for each filter, and its text for the search, which is made when it is first searched.
function facets(values, texts) {
  let text;
  return {
    verdict: [],
    rule: [],
    level: [],
    family: [],
    root: [],
    set: [],
    ...values,
    contains: (word) => (text ??= texts().flat(Infinity).filter(Boolean).join("\n").toLowerCase()).includes(word),
  };
}

function routeFacets(data, route) {
  const findings = (route.findings ?? []).map((number) => data.findings[number]);
  return facets(
    {
      verdict: verdictsOf(route),
      rule: present(findings.map((one) => one.rule)),
      level: present(findings.map(levelOf)),
      family: present(route.family),
      root: present(route.root),
      set: present(route.set),
    },
    () => [
      [route.verdict, route.kind, route.family, route.balancer, route.root, route.set, route.via],
      route.parts.map((number) => data.parts[number]).map((part) => [part.words, part.name, placeOf(part)]),
      findings.map((one) => [one.rule, one.name]),
    ],
  );
}

function findingFacets(data, finding) {
  const routes = (finding.routes ?? []).map((number) => data.routes[number]);
  return facets(
    {
      verdict: present(routes.map(verdictsOf)),
      rule: [finding.rule],
      level: [levelOf(finding)],
      family: present(routes.map((route) => route.family)),
      root: present(finding.roots ?? []),
      set: present(finding.sets ?? []),
    },
    () => [
      [
        finding.rule,
        finding.name,
        finding.level,
        placeOf(finding),
        finding.at,
        finding.message,
        finding.hints,
        finding.roots,
      ],
      routes.flatMap((route) => route.parts).map((number) => data.parts[number].name),
    ],
  );
}

function listenerFacets(listener) {
  return facets({ family: present(listener.family), root: present(listener.root), set: present(listener.set) }, () => [
    listener.name,
    placeOf(listener),
    listener.status,
    listener.reason,
    listener.family,
    listener.balancer,
    listener.root,
  ]);
}

function noteFacets(note) {
  return facets({}, () => [note.about, note.text]);
}

// Every word of the search must occur, and every chosen filter must be among the item's values.
function matches(one, wish) {
  return wish.words.every(one.contains) && wish.chosen.every(([name, value]) => one[name].includes(value));
}

function tally(all, name) {
  const counts = new Map();
  for (const one of all) for (const value of one[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

// A filter over fewer than two values would change nothing: it is left out. The counts are those of the routes.
function drawSelect(name, all, routes) {
  const values = [...tally(all, name).keys()].sort();
  if (values.length < 2) return null;
  const counts = tally(routes, name);
  const select = element("select", "", new Option("any", ""));
  select.name = name;
  for (const value of values) {
    const count = counts.has(value) ? ` (${counts.get(value)})` : "";
    select.append(new Option(`${value === "." ? "here" : value}${count}`, value));
  }
  return element("label", "", `${FILTERS[name]} `, select);
}
