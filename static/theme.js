// Tabler's dark rules key on data-bs-theme. With data-theme="auto" the server cannot know the system's choice, so this
// script, loaded in <head> without defer, writes it before the first paint and again when the system changes.
(function () {
  "use strict";
  var root = document.documentElement;
  if (root.getAttribute("data-theme") !== "auto" || !window.matchMedia) return;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
  follow();
  if (dark.addEventListener) dark.addEventListener("change", follow);
  else if (dark.addListener) dark.addListener(follow);
})();
