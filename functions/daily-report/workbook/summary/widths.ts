/** The widths that all tables of the sheet share; together they fit on a screen and on a page. */
export const widths = { name: 30, number: 12, difference: 12, verdict: 23, basis: 23, limit: 9, goal: 10 };

/** How many columns a text covers that begins in the column of what a figure is based on: it, both limits and the goal. */
export const REST_COLUMNS = 4;
