import type { Notes } from "@/lib/core/notes";

/** An amount (`250.00`, or minor units) in coins of one and of a hundredth: any till of the tests can be counted and paid in them. */
export function coins(amount: string | bigint): Notes {
  const minor = typeof amount === "bigint" ? amount : BigInt(amount.replace(".", ""));
  const [whole, rest] = [minor / 100n, minor % 100n].map((pieces) => Number.parseInt(String(pieces), 10));
  return { ...(whole ? { "100": whole } : {}), ...(rest ? { "1": rest } : {}) };
}
