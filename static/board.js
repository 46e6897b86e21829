// Keys on the board of a week; without scripts every seat is a link to a page of its own.
//
//   arrows    from seat to seat; Enter opens the panel (the link itself does)
//   Delete    takes everybody off the seat, if nobody has changed it since it was read
//   Escape    from the panel back to its seat; by touch a link does
(function () {
  "use strict";
  const find = (selector, from) => (from || document).querySelector(selector);
  const all = (selector, from) => Array.from((from || document).querySelectorAll(selector));
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  let opened = "";

  function rows() {
    return all("#board tbody tr:not(.board-place)");
  }

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

  function clear(seat) {
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

  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const seat = event.target.closest("#board a.seat");
    if (event.key === "Escape" && find("#panel").contains(event.target)) back();
    else if (seat && STEPS[event.key]) {
      const next = neighbour(seat, STEPS[event.key][0], STEPS[event.key][1]);
      event.preventDefault();
      if (next) next.focus();
    } else if (seat && event.key === "Delete") {
      event.preventDefault();
      clear(seat);
    }
  });
  document.addEventListener("click", (event) => {
    if (opened && event.target.closest("#panel a[data-back]")) {
      event.preventDefault();
      back();
    }
    const seat = event.target.closest("#board a.seat");
    if (seat) opened = seat.id;
  });
  // The panel opens where one types: initials, Enter, done. On a phone that would raise the keyboard over the panel.
  const touch = window.matchMedia("(pointer: coarse)");
  document.addEventListener("htmx:afterSettle", (event) => {
    if (!event.detail.target || event.detail.target.id !== "panel") return;
    const place = find(touch.matches ? "#panel-title" : "#find-q");
    if (place) place.focus();
  });
  const first = find("#board a.seat");
  if (first && !location.hash) first.focus({ preventScroll: true });
})();
