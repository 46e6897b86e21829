// What every page gets when scripts run; without them nothing is lost but speed. Loaded with `defer`, after htmx.
//
//   <dialog id="keys">            opened by ? or any [data-opens="#keys"]; closed by Esc or [data-dismiss="#keys"]
//   #search, a.search-link        / goes to the field, or follows the link where the field is folded away
//   data-key="g h" | "e"          on a link, button or field: pressing the keys follows, presses or focuses it
//   <html data-keys="off">        turns single-letter keys off (WCAG 2.1.4)
//   button[data-reveal="#ID"]     shows and hides a password; data-say-show and data-say-hide are its two words
//   [data-print]                  prints the page
//   button[data-ticks-all=NAME]   ticks all boxes of that name in its form, or none when all are ticked
//   hx-trigger="every 5s"         skipped while somebody types inside the part that would be replaced
//   [data-reviews="#ID"] hidden   over marked questions: a box that leaves those that went wrong, and a list to jump to each
//   .toast-bar[data-seconds=30]   leaves by itself unless hovered or focused; [data-dismiss="#toast"] closes it
//   <div id="offline" hidden>     the strip shown when a request did not reach the server; [data-retry] reloads
(function () {
  "use strict";
  const root = document.documentElement;
  const SEQUENCE_MS = 1200;
  const find = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  // The exam island uses these too.
  window.zhixing = { find, all, openDialog, closeDialog };

  // Keys

  let before = "";
  let beforeAt = 0;

  function isTyping(target) {
    return target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName) ||
      (target.tagName === "INPUT" && !/^(radio|checkbox|button|submit|reset|range)$/.test(target.type));
  }

  // A search that is folded away (a phone, large type) is behind a link to its page.
  function openSearch() {
    const field = all("#search, main [type=search]").find((each) => each.getClientRects().length);
    if (field) press(field);
    else if (find("a.search-link")) find("a.search-link").click();
  }

  function press(element) {
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(element.tagName)) {
      element.focus();
      if (element.select) element.select();
    } else element.click();
  }

  function openDialog(dialog) {
    if (!dialog || dialog.open) return;
    if (dialog.showModal) dialog.showModal();
    else dialog.setAttribute("open", "");
  }

  function closeDialog(dialog) {
    if (!dialog || !dialog.open) return;
    if (dialog.close) dialog.close();
    else dialog.removeAttribute("open");
  }

  function closeMenus(except) {
    all("details.menu[open]").forEach((menu) => {
      if (menu !== except) menu.open = false;
    });
  }

  function onEscape(event) {
    const menu = event.target.closest && event.target.closest("details.menu[open]");
    closeMenus();
    if (menu) find("summary", menu).focus();
  }

  function onKey(event) {
    if (event.key === "Escape") return onEscape(event);
    if (root.dataset.keys === "off" || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isTyping(event.target)) return;
    if (find("dialog[open]")) return;
    if (event.key === "?") {
      event.preventDefault();
      return openDialog(find("#keys"));
    }
    if (event.key === "/") {
      event.preventDefault();
      return openSearch();
    }
    const sequence = event.timeStamp - beforeAt < SEQUENCE_MS ? before + " " + event.key : event.key;
    before = event.key;
    beforeAt = event.timeStamp;
    const named = all("[data-key]").filter((element) => element.getClientRects().length || element.tagName === "A");
    const hit = named.find((element) => element.dataset.key === sequence) || named.find((element) => element.dataset.key === event.key);
    if (!hit) return;
    event.preventDefault();
    before = "";
    press(hit);
  }

  // Presses

  function reveal(button) {
    const input = find(button.dataset.reveal);
    const shown = input.type === "text";
    input.type = shown ? "password" : "text";
    button.setAttribute("aria-pressed", String(!shown));
    button.textContent = shown ? button.dataset.sayShow : button.dataset.sayHide;
  }

  function dismiss(element) {
    if (element.tagName === "DIALOG") closeDialog(element);
    else element.remove();
  }

  function tickAll(button) {
    const boxes = all('input[type=checkbox][name="' + button.dataset.ticksAll + '"]', button.form || document);
    const isOn = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = isOn));
  }

  function onClick(event) {
    const at = (selector) => event.target.closest(selector);
    closeMenus(at("details.menu"));
    if (at("[data-reveal]")) reveal(at("[data-reveal]"));
    else if (at("[data-opens]")) openDialog(find(at("[data-opens]").dataset.opens));
    else if (at("[data-dismiss]")) dismiss(find(at("[data-dismiss]").dataset.dismiss));
    else if (at("[data-ticks-all]")) tickAll(at("[data-ticks-all]"));
    else if (at("[data-retry]")) location.reload();
    else if (at("[data-print]")) window.print();
  }

  // One press, one effect: the second submit of a busy form is dropped. The button is not disabled, or its value would
  // not be sent.

  function onSubmit(event) {
    const form = event.target;
    if (form.method === "dialog") return;
    if (form.getAttribute("aria-busy") === "true") {
      event.preventDefault();
      event.stopImmediatePropagation();
      return;
    }
    form.setAttribute("aria-busy", "true");
    const button = event.submitter || find("[type=submit], button:not([type])", form);
    if (button) button.setAttribute("aria-busy", "true");
    // A handler further down may refuse the submit; then nothing is under way and the form must stay usable. A download
    // never leaves the page, so its form says so.
    setTimeout(() => {
      const byHtmx = form.matches("[hx-post], [hx-get], [hx-put], [hx-patch], [hx-delete], [hx-boost=true], [hx-boost=true] *");
      if ((event.defaultPrevented && !byHtmx) || form.hasAttribute("data-download")) rest(form);
    }, 0);
  }

  function rest(form) {
    form.removeAttribute("aria-busy");
    all("[aria-busy]", form).forEach((element) => element.removeAttribute("aria-busy"));
  }

  function restAll() {
    all("form[aria-busy]").forEach(rest);
  }

  // Marked questions

  const wentWrong = (question) => !find(".verdict.is-right", question);

  function prepareReviews(tools) {
    const questions = all(".question", find(tools.dataset.reviews));
    const box = find("input", tools);
    tools.hidden = false;
    find("[data-count]", tools).textContent = "（" + questions.filter(wentWrong).length + "）";
    find("ol", tools).replaceChildren(...questions.map(jumpTo));
    box.checked = false;
    box.addEventListener("change", () => questions.forEach((question) => (question.hidden = box.checked && !wentWrong(question))));
    // A link to a question that is filtered away would lead nowhere.
    find("ol", tools).addEventListener("click", (event) => {
      const question = event.target.hash && find(event.target.hash);
      if (question) question.hidden = false;
    });
  }

  function jumpTo(question) {
    const item = document.createElement("li");
    const link = item.appendChild(document.createElement("a"));
    link.href = "#" + question.id;
    link.textContent = parseInt(find(".question-number", question).textContent, 10) + (wentWrong(question) ? " ✕" : " ✓");
    return item;
  }

  // Toasts

  function watchToast(toast) {
    if (toast.dataset.watched) return;
    toast.dataset.watched = "1";
    let timer = 0;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => toast.remove(), Number(toast.dataset.seconds || 30) * 1000);
    };
    const stay = () => clearTimeout(timer);
    const maybeWait = () => {
      if (!toast.matches(":hover") && !toast.contains(document.activeElement)) wait();
    };
    toast.addEventListener("mouseenter", stay);
    toast.addEventListener("focusin", stay);
    toast.addEventListener("mouseleave", maybeWait);
    toast.addEventListener("focusout", () => setTimeout(maybeWait, 0));
    wait();
  }

  // htmx

  function showOffline(isOffline) {
    const strip = find("#offline");
    if (strip) strip.hidden = !isOffline;
  }

  // A part that refreshes itself never takes a field from under the person typing in it. (A filter in hx-trigger would
  // need eval, which the pages forbid.)
  function beforeRequest(event) {
    const part = event.detail.elt;
    const field = document.activeElement;
    if (/\bevery\b/.test(part.getAttribute("hx-trigger")) && part.contains(field) && isTyping(field)) event.preventDefault();
  }

  function afterSwap(event) {
    const swapped = event.detail.elt || event.target;
    const summary = swapped.matches && swapped.matches(".error-summary") ? swapped : find(".error-summary", swapped);
    if (summary) summary.focus();
    all(".toast-bar").forEach(watchToast);
    all("[data-reviews][hidden]").forEach(prepareReviews);
  }

  function afterRequest(event) {
    const element = event.detail.elt;
    if (element && element.closest("form")) rest(element.closest("form"));
    if (event.detail.xhr && event.detail.xhr.status > 0) showOffline(false);
  }

  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  document.addEventListener("submit", onSubmit, true);
  document.addEventListener("htmx:beforeRequest", beforeRequest);
  document.addEventListener("htmx:load", afterSwap);
  document.addEventListener("htmx:afterRequest", afterRequest);
  document.addEventListener("htmx:sendError", () => showOffline(true));
  document.addEventListener("htmx:timeout", () => showOffline(true));
  window.addEventListener("online", () => showOffline(false));
  // The browser may show this page again from its cache, still marked busy.
  window.addEventListener("pageshow", restAll);
  // The hint about the key is for those who have keys.
  all("[data-hint]").forEach((field) => {
    if (root.dataset.keys !== "off" && matchMedia("(hover: hover) and (pointer: fine)").matches) field.placeholder = field.dataset.hint;
  });
  all(".toast-bar").forEach(watchToast);
  all("[data-reviews][hidden]").forEach(prepareReviews);
  const summary = find(".error-summary");
  if (summary) summary.focus();
})();
