// One question a screen: a tap on an option answers, 1-8 and A-H choose, Enter submits and goes on. Without scripts every
// question is a form with a button. Loaded with `defer`, after app.js.
//
//   form[data-answering]                 the question; with data-one-tap a tap on an option is the whole answer
//   [data-go] in #question               what Enter presses: the submit button, then the link to the next question
(function () {
  "use strict";
  const { find, all } = window.zhixing;
  const AGAIN_MS = 400;
  let sent = null;

  // An arrow key moves a choice by a click of its own, whose detail is 0: only a pointer answers at once.
  function onClick(event) {
    const option = event.target.closest("form[data-one-tap] label.option");
    if (!option || !event.detail) return;
    const form = option.closest("form");
    if (sent === form) return;
    sent = form;
    setTimeout(() => {
      if (find("input:checked", form)) find("[data-go]", form).click();
    }, 0);
    setTimeout(() => (sent = null), AGAIN_MS);
  }

  function placeOf(key) {
    if (/^[1-8]$/.test(key)) return Number(key) - 1;
    return /^[a-h]$/i.test(key) ? key.toLowerCase().charCodeAt(0) - 97 : -1;
  }

  function onEnter(event) {
    const go = find("#question [data-go]");
    if (!go || event.target.closest("a, button, summary, input[type=text]")) return;
    event.preventDefault();
    go.click();
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || event.defaultPrevented || find("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") return onEnter(event);
    if (document.documentElement.dataset.keys === "off" || event.target.closest("input[type=text], input[type=search], textarea, select")) return;
    const box = all("form[data-answering] label.option input")[placeOf(event.key)];
    if (!box) return;
    event.preventDefault();
    box.click();
    box.focus();
  }

  document.addEventListener("click", onClick);
  document.addEventListener("keydown", onKey);
})();
