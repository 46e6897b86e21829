// Keys and the mouse on the board of a week; without scripts every seat is a link to a page of its own.
//
//   arrows          from seat to seat; with Shift a range of cells is picked; Enter opens the panel (the link itself does)
//   Ctrl+C X V      copy or cut the people of a seat or range, paste them, or names out of another table
//   n               to the next seat that lacks people or is in conflict, unless single keys are turned off
//   Ctrl+Z Y        take the last step back, do it again: the forms [data-step]
//   Delete          takes everybody off the seat or the range, if nobody has changed it since it was read
//   Escape          from the panel back to its seat; by touch a link does
//   drag            a name [data-who] onto another seat
//   button[data-copies="#ID"]   puts the text of a field on the clipboard; its words are data-said and data-otherwise
(function () {
  "use strict";
  const find = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  const frame = find(".board-frame");
  let opened = "";
  // Where a range begins and ends, as [line, column]; null while only the focused seat is meant.
  let picked = null;
  // What Ctrl+C or X took: seats by line and column with their revisions, and the same as the text of a table.
  let copied = null;
  let dragged = null;

  function rows() {
    return all("#board tbody tr:not(.board-place)");
  }

  function placeOf(seat) {
    const cell = seat.closest("td");
    return [rows().indexOf(cell.parentElement), cell.cellIndex];
  }

  const seatsOf = (cell) => (cell ? all("a.seat[data-revision]", cell) : []);

  // The seat in that direction: within the cell first, then the next cell of the row or column that holds one.
  function neighbour(seat, down, right) {
    const cell = seat.closest("td");
    const inside = all("a.seat", cell);
    const next = inside[inside.indexOf(seat) + down];
    if (down && next) return next;
    const lines = rows();
    let line = lines.indexOf(cell.parentElement) + down;
    let column = cell.cellIndex + right;
    while (lines[line] && column > 0 && column < 8) {
      const seats = all("a.seat", lines[line].cells[column]);
      if (seats.length) return down < 0 ? seats[seats.length - 1] : seats[0];
      line += down;
      column += right;
    }
    return null;
  }

  // Ranges

  function bounds() {
    const [from, to] = [picked.from, picked.to];
    return [Math.min(from[0], to[0]), Math.min(from[1], to[1]), Math.max(from[0], to[0]), Math.max(from[1], to[1])];
  }

  // Seats by line and column: of the range, or the focused one alone.
  function meant(seat) {
    if (!picked) return [[seat.dataset.revision ? [seat] : []]];
    const [top, left, bottom, right] = bounds();
    return rows().slice(top, bottom + 1).map((line) => Array.from(line.cells).slice(left, right + 1).map(seatsOf));
  }

  function mark() {
    all("#board td.is-picked").forEach((cell) => cell.classList.remove("is-picked"));
    if (!picked) return;
    const [top, left, bottom, right] = bounds();
    rows().slice(top, bottom + 1).forEach((line) => {
      Array.from(line.cells).slice(left, right + 1).forEach((cell) => cell.classList.add("is-picked"));
    });
  }

  function pick(seat, next) {
    if (!picked) picked = { from: placeOf(seat), to: placeOf(seat) };
    picked.to = placeOf(next);
    mark();
    say("picked", all("#board td.is-picked").length);
  }

  function unpick() {
    picked = null;
    mark();
  }

  function say(what, count) {
    find("#board-said").textContent = frame.getAttribute("data-say-" + what).replace("{n}", count);
  }

  // Copying and pasting

  const namesOf = (seat) => all("[data-who]", seat).map((name) => name.firstChild.textContent.trim());

  function copy(seat, cut) {
    const cells = meant(seat);
    const text = cells.map((line) => line.map((seats) => seats.map((one) => namesOf(one).join("、")).filter(Boolean).join("、")).join("\t")).join("\n");
    copied = {
      text: text,
      cut: cut,
      cells: cells.map((line) => line.map((seats) => seats.map((one) => [numberOf(one), one.dataset.revision]))),
    };
    say(cut ? "cut" : "copied", cells.reduce((sum, line) => sum + line.filter((seats) => seats.length).length, 0));
    return text;
  }

  const numberOf = (seat) => seat.id.replace("seat-", "");
  const width = (cells) => Math.max.apply(null, cells.map((line) => line.length));

  // The seats that cells of that size are pasted on: a range as it is picked, else from the focused seat on.
  function targets(seat, cells) {
    if (cells.length === 1 && width(cells) === 1) return meant(seat);
    const [line, column] = picked ? bounds() : placeOf(seat);
    return cells.map((_line, down) => {
      const row = rows()[line + down];
      return _line.map((_cell, right) => (row ? seatsOf(row.cells[column + right]) : []));
    });
  }

  function pairs(seat, cells, said) {
    const onto = [];
    const one = cells.length === 1 && width(cells) === 1;
    targets(seat, cells).forEach((line, down) => {
      line.forEach((seats, right) => {
        const source = one ? cells[0][0] : (cells[down] || [])[right];
        seats.forEach((target, number) => {
          const words = source === undefined ? "" : said(source, number);
          const itself = words.indexOf(":" + numberOf(target) + ":") === 0;
          if (words && !itself) onto.push(numberOf(target) + ":" + target.dataset.revision + words);
        });
      });
    });
    return onto;
  }

  function paste(seat, text) {
    const plain = text.replace(/\r/g, "").replace(/\n+$/, "");
    const own = copied && (!plain || plain === copied.text);
    const onto = own
      ? pairs(seat, copied.cells, (seats, number) => {
          // Several shifts of a cell go to those of the other in their order; a seat alone goes to each.
          const source = seats.length === 1 ? seats[0] : seats[number];
          return source ? ":" + source[0] + ":" + source[1] : "";
        })
      : pairs(seat, table(plain), (words, number) => (number === 0 && words.trim() ? "=" + words.replace(/\s+/g, " ").slice(0, 300) : ""));
    if (!onto.length) return say("nothing", 0);
    send(onto, own && copied.cut);
    if (own && copied.cut) copied = null;
  }

  // A table as Excel and WPS put it on the clipboard: tabs between cells, quotes around cells of several lines.
  function table(text) {
    const lines = [[""]];
    let quoted = false;
    for (let at = 0; at < text.length; at += 1) {
      const mark = text[at];
      const line = lines[lines.length - 1];
      if (quoted && mark === '"' && text[at + 1] === '"') {
        line[line.length - 1] += mark;
        at += 1;
      } else if (mark === '"' && (quoted || line[line.length - 1] === "")) quoted = !quoted;
      else if (!quoted && mark === "\t") line.push("");
      else if (!quoted && mark === "\n") lines.push([""]);
      else line[line.length - 1] += mark;
    }
    return lines;
  }

  function send(onto, cut, who) {
    const values = { week: frame.dataset.week, onto: onto };
    if (cut) values.cut = "1";
    if (who) values.who = who;
    window.htmx.ajax("POST", "/shifts/board/pastes", { target: "#panel", swap: "outerHTML", values: values });
  }

  // A range is cleared whole or not at all.
  function clearRange(seat) {
    const onto = [];
    meant(seat).forEach((line) => line.forEach((seats) => seats.forEach((one) => {
      if (find("[data-who]", one)) onto.push(numberOf(one) + ":" + one.dataset.revision);
    })));
    if (onto.length) {
      window.htmx.ajax("POST", "/shifts/board/clearings", {
        target: "#panel", swap: "outerHTML", values: { week: frame.dataset.week, seat: onto },
      });
    }
  }

  function clear(seat) {
    if (picked) return clearRange(seat);
    if (!seat.dataset.revision) return;
    opened = seat.id;
    window.htmx.ajax("POST", seat.getAttribute("href") + "/unassignments", {
      target: "#panel", swap: "outerHTML", values: { revision: seat.dataset.revision },
    });
  }

  function back() {
    const seat = opened && document.getElementById(opened);
    find("#panel").replaceChildren();
    if (seat) seat.focus();
  }

  const isTyping = (target) => target.matches("input, textarea, select, [contenteditable]");

  function onStep(event) {
    const key = event.key.toLowerCase();
    const name = key === "z" && !event.shiftKey ? "undo" : key === "y" || (key === "z" && event.shiftKey) ? "redo" : "";
    const form = name && find('form[data-step="' + name + '"]');
    if (!form || isTyping(event.target)) return;
    event.preventDefault();
    find("button", form).click();
  }

  function onArrow(event, seat) {
    const next = neighbour(seat, STEPS[event.key][0], STEPS[event.key][1]);
    event.preventDefault();
    if (!next) return;
    if (event.shiftKey) pick(seat, next);
    else unpick();
    next.focus();
  }

  // The next seat that needs somebody, from the focused one on and round again.
  function nextGap(active) {
    const seats = all("#board a.seat");
    const at = seats.indexOf(active) + 1;
    const needy = seats.slice(at).concat(seats.slice(0, at)).find((seat) => seat.matches(".is-gap, .is-conflict"));
    if (!needy) return;
    unpick();
    needy.focus();
    needy.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  if (frame) {
    document.addEventListener("keydown", (event) => {
      if (event.isComposing || event.altKey) return;
      if (event.ctrlKey || event.metaKey) return onStep(event);
      const seat = event.target.closest("#board a.seat");
      if (event.key === "Escape" && (find("#panel").contains(event.target) || (seat && find("#panel").firstChild))) back();
      else if (event.key === "Escape" && seat) unpick();
      else if (seat && STEPS[event.key]) onArrow(event, seat);
      else if (event.key === "n" && document.documentElement.dataset.keys !== "off" && !isTyping(event.target)) nextGap(seat);
      else if (seat && event.key === "Delete") {
        event.preventDefault();
        clear(seat);
      }
    });
    ["copy", "cut", "paste"].forEach((name) => document.addEventListener(name, (event) => {
      const active = document.activeElement;
      const seat = active && active.closest("#board a.seat");
      // Words that somebody has marked are copied as everywhere.
      if (!seat || (name !== "paste" && String(window.getSelection()))) return;
      event.preventDefault();
      if (name === "paste") paste(seat, event.clipboardData.getData("text/plain"));
      else event.clipboardData.setData("text/plain", copy(seat, name === "cut"));
    }));
    document.addEventListener("pointerdown", (event) => {
      const name = event.target.closest("#board [data-who]");
      if (name) name.draggable = true;
    });
    document.addEventListener("dragstart", (event) => {
      const name = event.target.closest && event.target.closest("#board [data-who]");
      const seat = name && name.closest("a.seat");
      dragged = seat ? { who: name.dataset.who, seat: numberOf(seat), revision: seat.dataset.revision } : null;
      if (dragged) event.dataTransfer.setData("text/plain", name.textContent);
    });
    document.addEventListener("dragover", (event) => {
      if (dragged && event.target.closest("#board a.seat[data-revision]")) event.preventDefault();
    });
    document.addEventListener("drop", (event) => {
      const target = event.target.closest("#board a.seat[data-revision]");
      if (!dragged || !target) return;
      event.preventDefault();
      const pair = [numberOf(target), target.dataset.revision, dragged.seat, dragged.revision].join(":");
      if (numberOf(target) !== dragged.seat) send([pair], true, dragged.who);
      dragged = null;
    });
    document.addEventListener("click", (event) => {
      if (event.target.closest("#panel a[data-back]")) {
        event.preventDefault();
        back();
      }
      const seat = event.target.closest("#board a.seat");
      if (seat) {
        opened = seat.id;
        unpick();
      }
    });
    // The panel opens where one types: initials, Enter, done. On a phone that would raise the keyboard over the panel.
    const touch = window.matchMedia("(pointer: coarse)");
    document.addEventListener("htmx:afterSettle", (event) => {
      mark();
      if (!event.detail.target || event.detail.target.id !== "panel") return;
      const place = find(touch.matches ? "#panel-title" : "#find-q");
      if (place) place.focus();
    });
    const first = find("#board a.seat");
    if (first && !location.hash) first.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copies]");
    if (!button) return;
    const field = find(button.dataset.copies);
    const tell = (done) => (find("#copied").textContent = done ? button.dataset.said : button.dataset.otherwise);
    field.focus();
    field.select();
    // The clipboard is not to be had over plain HTTP, nor in every browser inside another program.
    if (navigator.clipboard && window.isSecureContext) navigator.clipboard.writeText(field.value).then(() => tell(true), () => tell(false));
    else tell(document.execCommand("copy"));
  });
})();
