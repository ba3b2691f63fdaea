// Left and right go a screen back and on; the buttons do so without it.
addEventListener("keydown", (event) => {
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  /** @type {NodeListOf<HTMLElement>} */
  const screens = document.querySelectorAll("header, section");
  const above = [...screens].filter((screen) => screen.getBoundingClientRect().top < innerHeight / 2);
  const next = screens[above.length - 1 + step];
  if (!next) return;
  event.preventDefault();
  next.scrollIntoView();
  next.focus({ preventScroll: true });
});
// What is opened comes into sight.
addEventListener("toggle", ({ target }) => {
  if (!(target instanceof HTMLDetailsElement && target.open)) return;
  target.scrollIntoView({ block: target.offsetHeight > innerHeight ? "start" : "nearest" });
}, true);
