const at = (id) => document.getElementById(id);
const data = readData(at("data").textContent);
const search = at("search");

// The parts of the report, each a tab with its panel: what it lists, and what of it was found.
const PARTS = [
  {
    key: "findings",
    title: "Findings",
    kind: "div",
    draw: (one) => drawFinding(data, one),
    facets: (one) => findingFacets(data, one),
  },
  {
    key: "routes",
    title: "Routes",
    kind: "ol",
    draw: (one) => drawRow(data, one),
    facets: (one) => routeFacets(data, one),
  },
  { key: "listeners", title: "Other listeners", kind: "ol", draw: drawListener, facets: listenerFacets },
  { key: "notes", title: "Notes", kind: "ol", draw: drawNote, facets: noteFacets },
].filter(({ key }) => key === "findings" || data[key].length);

const chosen = () => PARTS.find((part) => part.tab.getAttribute("aria-selected") === "true");

function drawSum(title, counts) {
  const shares = counts
    .filter(([, count]) => count)
    .map(([name, count]) => {
      const share = element("span", `share ${name.replace(" ", "-")}`, `${count} ${name}`);
      share.style.flexGrow = count;
      return share;
    });
  return element("div", "sum", element("b", "", title), element("span", "bar", ...shares));
}

function drawSums({
  listeners,
  judged,
  undecided,
  unlinked,
  no_route,
  not_covered,
  routes,
  ok,
  violations,
  routes_undecided,
}) {
  const fronts = [
    ["judged", judged],
    ["undecided", undecided],
    ["unlinked", unlinked],
    ["without route", no_route],
    ["not covered", not_covered],
  ];
  const ways = [
    ["ok", ok],
    ["wrong", violations],
    ["undecided", routes_undecided],
  ];
  if (listeners) at("sums").append(drawSum("Listeners", fronts));
  if (routes) at("sums").append(drawSum("Routes", ways));
}

function drawPart(part) {
  part.facetsOf = data[part.key].map(part.facets);
  part.list = lazyList(part.kind, part.draw);
  part.count = element("span", "count");
  part.tab = button("tab", part.title, () => choose(part));
  part.tab.append(" ", part.count);
  part.empty = element("p", "empty", "Nothing here.");
  part.panel = element("section", "panel", element("h2", "", part.title), part.empty, part.list.box);
  part.tab.id = `tab-${part.key}`;
  part.panel.id = part.key;
  part.tab.setAttribute("role", "tab");
  part.tab.setAttribute("aria-controls", part.key);
  part.panel.setAttribute("role", "tabpanel");
  part.panel.setAttribute("aria-labelledby", part.tab.id);
  at("tabs").append(part.tab);
  at("panels").append(part.panel);
}

function drawFilters() {
  const all = PARTS.flatMap((part) => part.facetsOf);
  const routes = PARTS.find((part) => part.key === "routes")?.facetsOf ?? [];
  const selects = Object.keys(FILTERS).map((name) => drawSelect(name, all, routes));
  at("selects").append(...selects.filter(Boolean));
}

function choose(part) {
  for (const each of PARTS) {
    each.tab.setAttribute("aria-selected", String(each === part));
    each.tab.tabIndex = each === part ? 0 : -1;
    each.panel.classList.toggle("chosen", each === part);
  }
  show(part);
  if (at("tools").getBoundingClientRect().top <= 0) at("panels").scrollIntoView();
}

// A part is drawn when it is looked at, and again only after what was found has changed.
function show(part) {
  if (part.drawn === part.found) return;
  part.list.show(part.found);
  part.drawn = part.found;
}

function find() {
  const selects = [...at("filters").querySelectorAll("select")].filter((one) => one.value);
  const wish = {
    words: search.value.toLowerCase().split(/\s+/).filter(Boolean),
    chosen: selects.map((one) => [one.name, one.value]),
  };
  for (const part of PARTS) {
    const items = data[part.key];
    part.found = items.filter((_, number) => matches(part.facetsOf[number], wish));
    part.count.textContent =
      part.found.length === items.length ? `${items.length}` : `${part.found.length} of ${items.length}`;
    part.empty.hidden = part.found.length > 0;
  }
  at("shown").textContent = PARTS.map((part) => `${part.title}: ${part.count.textContent}`).join(", ");
}

function findAndShow() {
  find();
  show(chosen());
}

function moveBetweenTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const next = PARTS[(PARTS.indexOf(chosen()) + step + PARTS.length) % PARTS.length];
  choose(next);
  next.tab.focus();
}

function goToSearch(event) {
  const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
  if (event.key !== "/" || typing || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  search.focus();
}

function drawAll() {
  for (const part of PARTS) {
    show(part);
    part.list.showAll();
  }
}

if (data.ledger) drawSums(data.ledger);
PARTS.forEach(drawPart);
drawFilters();
find();
choose(PARTS.find((part) => data[part.key].length) ?? PARTS[0]);
at("filters").addEventListener("submit", (event) => event.preventDefault());
at("filters").addEventListener("input", findAndShow);
at("filters").addEventListener("reset", () => setTimeout(findAndShow));
at("tabs").addEventListener("keydown", moveBetweenTabs);
document.addEventListener("keydown", goToSearch);
addEventListener("beforeprint", drawAll);
