// Texts from the input enter the page through append alone, which makes text nodes: no name can become markup.
function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== ""));
  return made;
}

// A name or place: kept apart from the text around it whatever its direction, and broken after a dot or a slash.
function called(className, text = "") {
  const pieces = text
    .split(/(?<=[./])/)
    .flatMap((piece, number) => (number ? [document.createElement("wbr"), piece] : [piece]));
  return element("bdi", className, ...pieces);
}

function button(className, text, pressed) {
  const made = element("button", className, text);
  made.type = "button";
  made.addEventListener("click", () => pressed(made));
  return made;
}

const SIGNS = { ok: "✓", undecided: "?" };
const POSTURES = { tls: "TLS", plain: "plain", passthrough: "passed through" };

function verdictBadge(verdict) {
  const look = verdict in SIGNS ? verdict : "wrong";
  return element("span", `badge ${look}`, element("span", "sign", SIGNS[verdict] ?? "✗"), verdict);
}

function levelBadge(finding) {
  return element("span", `badge ${finding.suppressed ? "suppressed" : finding.level}`, finding.level);
}

function wire(posture, ...between) {
  const line = element("span", `wire ${posture ?? "open"}`, POSTURES[posture] ?? "open");
  return element("span", `between ${posture ?? "open"}`, line, ...between);
}

function chip(part, fault, owner, certified) {
  const made = element(
    "span",
    `chip ${fault ?? ""}`,
    element(
      "span",
      "what",
      element("b", "", part.words),
      part.words ? " " : "",
      part.noun,
      part.told ? ` (${part.told})` : "",
    ),
    part.name === owner ? null : called("name", part.name),
    part.name === owner ? null : called("place", placeOf(part)),
    certified ? element("span", "holds", "holds a certificate") : null,
  );
  return made;
}

// listener → via → backend → check; the wires between them say how the traffic travels.
function drawRoute(data, route) {
  const [listener, backend, check] = route.parts.map((number) => data.parts[number]);
  const faults = route.faults ?? [];
  const holds = (who) => (route.held ?? []).includes(who);
  const half = route.half ? { ...listener, words: `${listener.words}/${route.half}` } : listener;
  const via = (route.via ?? []).map((name) => element("span", "via", "rule ", called("name", name)));
  return element(
    "div",
    "route",
    element("span", "client", "client"),
    wire(route.front),
    chip(half, faults[0], null, holds("balancer")),
    wire(route.back, ...via),
    chip(backend, faults[1], null, holds("backend")),
    element("span", "between probe", element("span", "wire", "checked by")),
    check ? chip(check, faults[2], backend.name) : element("span", "chip none", "no check"),
  );
}

function routeFacts(route) {
  const facts = [
    route.kind,
    route.family ?? "family open",
    route.balancer === route.name ? null : route.balancer,
    route.root === "." ? null : route.root,
    route.set ? `with ${route.set}` : null,
    route.change,
    route.joined ? `joined by ${route.joined}` : null,
  ];
  return facts.filter(Boolean).map((fact) => element("span", "fact", fact));
}

function link(address) {
  if (!address.startsWith("https://")) return element("bdi", "", address);
  const made = element("a", "", address);
  made.href = address;
  made.rel = "noopener noreferrer";
  return made;
}

function routesOf(data, finding) {
  const [first, ...others] = finding.routes ?? [];
  if (first === undefined) return [];
  const drawn = drawRoute(data, data.routes[first]);
  if (!others.length) return [drawn];
  const more = button(
    "more",
    `and ${others.length} more route${others.length > 1 ? "s" : ""} of the same kind`,
    (pressed) => pressed.replaceWith(...others.map((number) => drawRoute(data, data.routes[number]))),
  );
  return [drawn, more];
}

function drawFinding(data, finding) {
  const hints = (finding.hints ?? []).map((hint) => element("li", "", hint));
  return element(
    "article",
    `finding ${finding.suppressed ? "suppressed" : finding.level}`,
    element(
      "h3",
      "",
      levelBadge(finding),
      " ",
      finding.rule,
      " ",
      finding.name,
      finding.mark ? ` (${finding.mark})` : "",
    ),
    element(
      "p",
      "where",
      called("place", placeOf(finding)),
      finding.file ? ": " : "",
      called("name", finding.at),
      finding.stands ? ` ${finding.stands}` : "",
    ),
    finding.span ? element("pre", "", element("mark", "", finding.span)) : null,
    ...routesOf(data, finding),
    element("p", "message", finding.message),
    finding.suppressed ? element("p", "allowed", finding.suppressed) : null,
    hints.length
      ? element(
          "div",
          "hints",
          element("b", "", hints.length > 1 ? "Hints, the smallest change first" : "Hint"),
          element("ul", "", ...hints),
        )
      : null,
    element(
      "p",
      "see",
      "See ",
      element("code", "", `lbgate explain ${finding.rule}`),
      finding.source ? " and " : "",
      finding.source ? link(finding.source) : null,
    ),
  );
}

function drawRow(data, route) {
  const told = element("div", "told", verdictBadge(route.verdict), ...routeFacts(route));
  const row = element("li", "row", told, drawRoute(data, route));
  for (const text of route.alternatives ?? []) row.append(element("p", "alternative", text));
  if (route.findings) row.append(findingsOf(data, route));
  return row;
}

// The findings of a route, folded: the buttons open and close them below it.
function findingsOf(data, route) {
  const box = element("div", "opened");
  const buttons = route.findings.map((number) => {
    const finding = data.findings[number];
    const opener = button(
      `opens ${finding.suppressed ? "suppressed" : finding.level}`,
      `${finding.rule} ${finding.name}`,
      (pressed) => {
        const opened = pressed.getAttribute("aria-expanded") === "true";
        for (const each of buttons) each.setAttribute("aria-expanded", "false");
        pressed.setAttribute("aria-expanded", String(!opened));
        box.replaceChildren(...(opened ? [] : [drawFinding(data, finding)]));
      },
    );
    opener.setAttribute("aria-expanded", "false");
    return opener;
  });
  return element("div", "why", ...buttons, box);
}

function drawListener(listener) {
  return element(
    "li",
    "row listener",
    element("div", "told", element("span", "badge status", listener.status), ...routeFacts(listener)),
    element("p", "", called("name", listener.name), " ", called("place", placeOf(listener))),
    element("p", "message", listener.reason),
  );
}

function drawNote(note) {
  return element("li", "row note", element("b", "", note.about), ": ", called("", note.text));
}
