// A table of inputs that is typed like a spreadsheet; without scripts it is a form like any other.
//
//   <table data-cells>   arrows and Enter go from cell to cell; what is pasted spreads over rows and columns from the cell on
(function () {
  "use strict";
  const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], Enter: [1, 0] };

  function place(input) {
    const cell = input.closest("td");
    return [cell.parentElement.rowIndex, cell.cellIndex];
  }

  function inputAt(table, row, column) {
    const line = table.rows[row];
    const cell = line && line.cells[column];
    return cell ? cell.querySelector("input") : null;
  }

  function go(table, input, [down, right]) {
    let [row, column] = place(input);
    for (row += down, column += right; table.rows[row] && table.rows[row].cells[column]; row += down, column += right) {
      const next = inputAt(table, row, column);
      if (next) {
        next.focus();
        next.select();
        return;
      }
    }
  }

  // A column copied beside paid months keeps its place: a row without an input takes its line and drops it.
  function spread(table, input, text) {
    const [top, left] = place(input);
    text.replace(/\r\n/g, "\n").replace(/\n$/, "").split("\n").forEach((line, down) => {
      line.split("\t").forEach((value, right) => {
        const target = inputAt(table, top + down, left + right);
        if (target) target.value = value.trim();
      });
    });
  }

  document.addEventListener("keydown", (event) => {
    const table = event.target.closest && event.target.closest("table[data-cells]");
    if (!table || event.target.tagName !== "INPUT" || !STEPS[event.key]) return;
    event.preventDefault();
    go(table, event.target, STEPS[event.key]);
  });

  document.addEventListener("paste", (event) => {
    const table = event.target.closest && event.target.closest("table[data-cells]");
    const text = event.clipboardData && event.clipboardData.getData("text/plain");
    if (!table || event.target.tagName !== "INPUT" || !text || !/[\n\t]/.test(text.trim())) return;
    event.preventDefault();
    spread(table, event.target, text);
  });
})();
