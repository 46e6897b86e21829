// Tabler's dark rules key on data-bs-theme. With data-theme="auto" the server cannot know the system's choice, so this
// script, loaded in <head> without defer, writes it before the first paint and again when the system changes. It also says
// that scripts run: what only a script can do (printing) is not shown without.
(function () {
  "use strict";
  var root = document.documentElement;
  root.setAttribute("data-scripts", "on");
  if (root.getAttribute("data-theme") !== "auto" || !window.matchMedia) return;
  var dark = window.matchMedia("(prefers-color-scheme: dark)");
  function follow() {
    root.setAttribute("data-bs-theme", dark.matches ? "dark" : "light");
  }
  follow();
  if (dark.addEventListener) dark.addEventListener("change", follow);
  else if (dark.addListener) dark.addListener(follow);
})();
