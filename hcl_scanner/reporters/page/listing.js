// A list that draws its items as they are needed: a step at once, the next one when its end comes into view.
const STEP = 100;

function lazyList(box, draw) {
  const drawn = element(box.dataset.list || "ol", "list");
  const more = button("more", "", () => drawStep());
  let items = [];
  let count = 0;

  function drawUpTo(end) {
    drawn.append(...items.slice(count, end).map(draw));
    count = Math.min(end, items.length);
    more.hidden = count === items.length;
    more.textContent = `Show more: ${items.length - count} left`;
  }

  function drawStep() {
    drawUpTo(count + STEP);
  }

  new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && !more.hidden && drawStep(), { rootMargin: "800px" }).observe(more);
  box.append(drawn, more);
  return {
    show(found) {
      items = found;
      count = 0;
      drawn.replaceChildren();
      drawStep();
    },
    showAll() {
      drawUpTo(items.length);
    },
  };
}
