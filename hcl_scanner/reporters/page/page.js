const data = Object.assign({ parts: [], routes: [], findings: [], listeners: [], notes: [] }, JSON.parse(document.getElementById("data").textContent));
const form = document.getElementById("filters");
const search = document.getElementById("search");

const PARTS = [
  { key: "findings", title: "Findings", none: "No finding", draw: (one) => drawFinding(data, one), facets: (one) => findingFacets(data, one) },
  { key: "routes", title: "Routes", none: "No route", draw: (one) => drawRow(data, one), facets: (one) => routeFacets(data, one) },
  { key: "listeners", title: "Other listeners", none: "No other listener", draw: drawListener, facets: listenerFacets },
  { key: "notes", title: "Notes", none: "Nothing", draw: drawNote, facets: noteFacets },
].filter((part) => part.key === "findings" || data[part.key].length);

function drawSums(ledger) {
  if (!ledger) return;
  const bar = (title, counts) => {
    const told = counts.filter(([, count]) => count);
    const shares = told.map(([name, count]) => {
      const share = element("span", `share ${name.replace(/ .*/, "")}`, `${count} ${name}`);
      share.style.flexGrow = count;
      return share;
    });
    return element("div", "sum", element("b", "", title), element("span", "bar", ...shares));
  };
  if (ledger.listeners) {
    document.getElementById("sums").append(
      bar(`${ledger.listeners} listeners`, [["judged", ledger.judged], ["undecided", ledger.undecided], ["unlinked", ledger.unlinked], ["without route", ledger.no_route], ["not covered", ledger.not_covered]]),
    );
  }
  if (ledger.routes) {
    document.getElementById("sums").append(
      bar(`${ledger.routes} routes`, [["ok", ledger.ok], ["wrong", ledger.violations], ["undecided", ledger.routes_undecided]]),
    );
  }
}

function drawParts() {
  for (const part of PARTS) {
    part.facetsOf = data[part.key].map(part.facets);
    part.panel = element("section", "panel");
    part.panel.id = part.key;
    part.panel.setAttribute("role", "tabpanel");
    part.panel.setAttribute("aria-labelledby", `tab-${part.key}`);
    part.tab = button("tab", part.title, () => choose(part));
    part.tab.id = `tab-${part.key}`;
    part.tab.setAttribute("role", "tab");
    part.tab.setAttribute("aria-controls", part.key);
    part.count = element("span", "count");
    part.tab.append(" ", part.count);
    part.empty = element("p", "empty", `${part.none} here.`);
    part.panel.append(element("h2", "", part.title), part.empty);
    if (part.key === "findings") part.panel.dataset.list = "div";
    part.list = lazyList(part.panel, part.draw);
    document.getElementById("tabs").append(part.tab);
    document.getElementById("panels").append(part.panel);
  }
}

function choose(part) {
  for (const each of PARTS) {
    each.tab.setAttribute("aria-selected", String(each === part));
    each.tab.tabIndex = each === part ? 0 : -1;
    each.panel.classList.toggle("chosen", each === part);
  }
}

function drawFilters() {
  for (const name of Object.keys(FILTERS)) {
    const counts = tally(PARTS.find((part) => part.key === (data.routes.length ? "routes" : "findings")).facetsOf, name);
    const all = tally(PARTS.flatMap((part) => part.facetsOf), name);
    const told = new Map(counts);
    if (all.length > 1) document.getElementById("selects").append(drawSelect(name, all.map(([value]) => [value, told.get(value) ?? 0])));
  }
}

function wish() {
  const chosen = Object.fromEntries([...form.querySelectorAll("select")].filter((one) => one.value).map((one) => [one.name, one.value]));
  return { words: search.value.toLowerCase().split(/\s+/).filter(Boolean), chosen };
}

function apply() {
  const wanted = wish();
  for (const part of PARTS) {
    const items = data[part.key];
    const found = items.filter((_, number) => matches(part.facetsOf[number], wanted));
    part.count.textContent = found.length === items.length ? `${items.length}` : `${found.length} of ${items.length}`;
    part.empty.hidden = found.length > 0;
    part.list.show(found);
  }
  document.getElementById("shown").textContent = PARTS.map((part) => `${part.title}: ${part.count.textContent}`).join(", ");
}

function listen() {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));
  document.getElementById("tabs").addEventListener("keydown", moveBetweenTabs);
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|select|textarea)$/i.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      search.focus();
    }
  });
  addEventListener("beforeprint", () => PARTS.forEach((part) => part.list.showAll()));
}

function moveBetweenTabs(event) {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!step) return;
  const now = PARTS.findIndex((part) => part.tab === document.activeElement);
  const next = PARTS[(now + step + PARTS.length) % PARTS.length];
  choose(next);
  next.tab.focus();
}

drawSums(data.ledger);
drawParts();
drawFilters();
choose(PARTS.find((part) => data[part.key].length) ?? PARTS[0]);
apply();
listen();
