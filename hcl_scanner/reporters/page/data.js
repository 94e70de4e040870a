"use strict";

// Lists of objects from the columns that columns.py made of them.
function rowsOf({ count, columns }) {
  const rows = Array.from({ length: count }, () => ({}));
  for (const [field, { values, of }] of Object.entries(columns)) {
    of.forEach((entry, number) => {
      const value = values ? values[entry] : entry;
      if (value !== null) rows[number][field] = value;
    });
  }
  return rows;
}

function readData(text) {
  const { ledger, ...lists } = JSON.parse(text);
  return { ledger, ...Object.fromEntries(Object.entries(lists).map(([name, columns]) => [name, rowsOf(columns)])) };
}

const placeOf = ({ file, line }) => (line ? `${file}:${line}` : file);
