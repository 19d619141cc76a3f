/** The widths that all tables of the sheet share; together they fit on a screen and on a page. */
export const widths = { name: 29, number: 12, difference: 12, verdict: 27, basis: 22, limit: 10, goal: 10 };
