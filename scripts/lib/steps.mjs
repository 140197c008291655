// Progress at the terminal: one line when a step begins, one when it ends, with its time.
const WIDTH = 20;

const seconds = (from) => `${((performance.now() - from) / 1000).toFixed(1)} s`;

/** Runs one step and says how long it took, with the remark its result is or carries. */
export async function step(name, work) {
  const from = performance.now();
  console.log(`  ${name} …`);
  const result = await work();
  const remark = typeof result === "string" ? result : result?.remark;
  console.log(`  ${name.padEnd(WIDTH)} ${seconds(from).padStart(7)}${remark ? `  ${remark}` : ""}`);
  return result;
}
