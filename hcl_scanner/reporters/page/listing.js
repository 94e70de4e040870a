// A list that draws its items as they are needed: a step at once, the next one when its end comes into view.
const STEP = 60;

function lazyList(kind, draw) {
  const drawn = element(kind, "list");
  const more = button("more", "", drawStep);
  const box = element("div", "", drawn, more);
  let items = [];
  let count = 0;

  function drawUpTo(end) {
    drawn.append(...items.slice(count, end).map(draw));
    count = Math.max(count, Math.min(end, items.length));
    more.hidden = count === items.length;
    more.textContent = `Show more: ${items.length - count} left`;
  }

  function drawStep() {
    drawUpTo(count + STEP);
  }

  function show(found) {
    items = found;
    count = 0;
    drawn.replaceChildren();
    drawStep();
  }

  const seen = (entries) => entries.some((one) => one.isIntersecting) && !more.hidden && drawStep();
  new IntersectionObserver(seen, { rootMargin: "800px" }).observe(more);
  return { box, show, showAll: () => drawUpTo(items.length) };
}
