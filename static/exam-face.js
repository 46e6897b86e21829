// What the candidate sees; every word comes from the page (#sayings).
(function () {
  "use strict";
  const zhixing = (window.zhixing = window.zhixing || {});
  const { find, all, openDialog } = zhixing;
  const MARKS = { empty: "○", local: "◐", saved: "●", refused: "✕" };
  const TONES = { saved: "ok", network: "bad", busy: "bad", signed_out: "bad", closed_unsent: "bad", readonly: "warn", ended: "warn", unsaved: "warn", time_up: "warn" };
  const EXPORT_AFTER_MS = 60000;
  const WARN_MINUTES = [10, 5, 1];
  const two = (number) => String(number).padStart(2, "0");
  const clock = (seconds) => two(Math.floor(seconds / 60) % 60) + ":" + two(seconds % 60);
  const show = (element, isShown) => element && (element.hidden = !isShown);
  const write = (element, text) => element && element.textContent !== text && (element.textContent = text);
  const json = (selector) => JSON.parse((find(selector) || { textContent: "{}" }).textContent);
  const words = json("#sayings");
  const say = (name, values) => (words[name] || "").replace(/\{(\w+)\}/g, (_, key) => values[key]);
  const announce = (text) => write(find("#announce"), text);
  const isPhone = () => matchMedia("(max-width: 767.98px)").matches;
  let warned = 99;

  function gather(main) {
    return all(".question", main).map((box, at) => ({
      id: Number(box.dataset.question),
      number: box.dataset.number || String(at + 1),
      kind: box.dataset.kind,
      cell: find('[data-cell="' + box.dataset.question + '"]'),
      box, revision: 0, saved: 0, value: null, refusedAt: 0, timer: 0,
    }));
  }

  function readAnswer(question) {
    const inputs = all('[name="answer"]', question.box);
    if (question.kind === "fill_in_blanks") {
      const texts = inputs.map((input) => input.value);
      return texts.some((text) => text.trim()) ? texts : null;
    }
    const ticked = inputs.filter((input) => input.checked).map((input) => JSON.parse(input.value));
    if (!ticked.length) return null;
    return question.kind === "multiple_response" ? ticked.sort((a, b) => a - b) : ticked[0];
  }

  function writeAnswer(question, value) {
    const given = value === null ? [] : [].concat(value).map(String);
    all('[name="answer"]', question.box).forEach((input, at) => {
      if (question.kind === "fill_in_blanks") input.value = given[at] || "";
      else input.checked = given.includes(input.value);
    });
  }

  function paint(question, now, isMarked) {
    const { box, cell } = question;
    const word = say("state_" + now) + (isMarked ? " · " + say("flagged") : "");
    const mark = MARKS[now] + (isMarked ? "⚑" : "");
    box.dataset.state = now;
    write(find(".state", box), mark + " " + word);
    const flag = find(".flag", box);
    if (flag) flag.setAttribute("aria-pressed", isMarked);
    if (!cell) return;
    cell.dataset.state = now;
    write(find(".cell-mark", cell), mark);
    write(find(".cell-word", cell), word);
  }

  function explain(question, said) {
    const place = find(".field-error", question.box);
    write(place, said);
    show(place, said);
  }

  function clockText(iso, offsetMinutes) {
    return new Date(Date.parse(iso) + offsetMinutes * 60000).toISOString().slice(11, 19);
  }

  function timer(main, ms) {
    const left = Math.ceil(ms / 1000);
    write(find("#timer"), (left >= 3600 ? Math.floor(left / 3600) + ":" : "") + clock(left));
    main.classList.toggle("is-late", left <= 300);
    WARN_MINUTES.forEach((minutes) => {
      if (left > minutes * 60 || left <= (minutes - 1) * 60 || warned <= minutes) return;
      warned = minutes;
      announce(say("minutes_left", { n: minutes }));
    });
  }

  function strip(now, sender, unsent, isMemory, time) {
    const since = performance.now();
    const downMs = sender.failing ? since - sender.failingSince : 0;
    const values = { n: unsent, time, for: clock(Math.floor(downMs / 1000)), s: Math.max(0, Math.ceil((sender.nextTryAt - since) / 1000)) };
    const place = find("#strip");
    if (place && place.dataset.state !== now) {
      const wasDown = /network|busy|signed_out/.test(place.dataset.state);
      if (Boolean(sender.failing) !== wasDown) announce(say(wasDown ? "announce_up" : "announce_down", values));
      place.dataset.state = now;
      place.className = "strip is-" + TONES[now];
    }
    write(find("#strip-text"), say("strip_" + now, values));
    show(find("#strip-memory"), isMemory);
    show(find("#retry"), sender.failing);
    show(find("#sign-in"), sender.failing === "signed_out");
    show(find("#claim"), now === "readonly");
    show(find("#export"), now === "closed_unsent" || (unsent && downMs >= EXPORT_AFTER_MS));
  }

  function list(selector, questions) {
    const place = find(selector);
    if (!place) return;
    place.textContent = "";
    questions.forEach((question) => {
      const link = document.createElement("a");
      link.href = "#" + question.box.id;
      link.textContent = question.number;
      place.appendChild(document.createElement("li")).appendChild(link);
    });
    show(place.closest("[data-group]"), questions.length);
  }

  function go(questions, question, isFocused) {
    if (!question) return;
    questions.forEach((other) => {
      other.box.classList.toggle("is-current", other === question);
      if (other.cell) other.cell.setAttribute("aria-current", other === question ? "step" : "false");
    });
    const at = questions.indexOf(question);
    [["#previous", at === 0], ["#next", at === questions.length - 1]].forEach(([selector, isEnd]) => {
      if (find(selector)) find(selector).disabled = isEnd;
    });
    if (!isFocused) return;
    const legend = find("legend", question.box);
    legend.tabIndex = -1;
    legend.focus({ preventScroll: true });
    question.box.scrollIntoView();
  }

  function offerExport(held) {
    const area = find("#export-text");
    area.value = JSON.stringify(held, null, 1);
    find("#export-link").href = "data:application/json;charset=utf-8," + encodeURIComponent(area.value);
    openDialog(find("#export-box"));
    area.select();
  }

  function foldCard(isForced) {
    if (isForced || isPhone()) all("details.answer-card").forEach((card) => (card.open = !isPhone()));
  }

  zhixing.face = { gather, readAnswer, writeAnswer, paint, explain, clockText, timer, strip, list, go, offerExport, foldCard, say, announce, json, show, write };
})();
