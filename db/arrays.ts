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
