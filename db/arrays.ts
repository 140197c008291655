/**
 * An array parameter of ids, whole numbers, dates and words of the program: values of letters, digits and `_ . : + -`,
 * whose text needs no quotes. The driver would quote and search each by itself, which on the way of a posting costs more
 * than deciding it. Text that a person may have typed is left to the driver.
 */
export function plainArray(values: readonly (string | bigint | number | null)[]): string {
  const text = `{${values.map((value) => value ?? "null").join(",")}}`;
  if (/[^\w.:+,{}-]/.test(text) || text.indexOf("{", 1) !== -1) throw new Error("A value of this array needs quotes");
  return text;
}

/**
 * A column of rows to be inserted, for `unnest`: a value that is the same in all rows is sent once. The statement reads it as
 * `coalesce(row.column, column[1])`, so this is for columns that are never null. Reading what was sent is a tenth of what an insert costs.
 */
export function sameOnce<T extends string | bigint | number>(values: readonly T[]): readonly T[] {
  const [first] = values;
  return values.every((value) => value === first) ? values.slice(0, 1) : values;
}

/** A column of rows to be inserted, for `unnest`, which fills up with null: one that is null in all rows is not sent. */
export function nullsOnce<T>(values: readonly (T | null)[]): readonly (T | null)[] {
  return values.every((value) => value === null) ? [] : values;
}
