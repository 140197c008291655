import { sum } from "./checks.mjs";

/** Collects the results of checks, shows one line each and what failed, and ends with `N passed, N failed`. */
export function report() {
  const results = [];
  return {
    async check(name, run) {
      const from = performance.now();
      console.log(`  ${name} …`);
      const result = await run().catch((error) => ({ passed: 0, failed: 1, output: error.message }));
      results.push(result);
      const time = `${((performance.now() - from) / 1000).toFixed(1)} s`;
      if (result.failed > 0) console.log(`\n${result.output.trimEnd()}\n`);
      console.log(
        `  ${name.padEnd(12)} ${time.padStart(8)}  ${result.passed} passed${result.failed ? `, ${result.failed} FAILED` : ""}`,
      );
      return result;
    },
    end() {
      for (const { where, what, message } of results.flatMap((result) => result.troubles ?? []))
        console.log(`\n✘ ${where} ${what}\n${message}`);
      const { passed, failed } = sum(results);
      console.log(`\n${passed} passed, ${failed} failed`);
      process.exitCode = failed === 0 ? 0 : 1;
    },
  };
}
