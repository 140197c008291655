import { type Executor, sqlOf } from "@/db/client";
import { searchHash } from "../audit/cipher";

/**
 * How tries are counted: so many within a window, then a pause that doubles with each further try up to `longest`, and
 * all is forgotten once the last pause has been over for `memory`. Seconds.
 */
type Rule = { free: number; window: number; pause: number; longest: number; memory: number };

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Control 31. A name alone is shut for short only: that is what a stranger can do to somebody. */
export const rules = {
  /** A name tried from one network, or in a browser that its person has used before. */
  place: { free: 5, window: 15 * MINUTE, pause: 15 * MINUTE, longest: DAY, memory: DAY },
  /** A name tried from everywhere, in browsers that its person has never used. */
  name: { free: 5, window: 15 * MINUTE, pause: MINUTE, longest: 15 * MINUTE, memory: DAY },
  /** Whatever is tried from one network. */
  network: { free: 50, window: HOUR, pause: HOUR, longest: HOUR, memory: 0 },
  /** Files of personal data that one person takes out (control 68). */
  export: { free: 5, window: HOUR, pause: HOUR, longest: HOUR, memory: 0 },
  /** Statements and journals as files: a counter hands out many, nobody a whole bank (control 68). */
  papers: { free: 60, window: HOUR, pause: HOUR, longest: HOUR, memory: 0 },
  /** Pictures that one person sends to be read, also those that are refused: each keeps the one reader busy (control 61). */
  upload: { free: 120, window: HOUR, pause: 15 * MINUTE, longest: HOUR, memory: 0 },
  /** Applications for accounts that one customer sends, also those that are withdrawn: a branch reads each. */
  application: { free: 20, window: DAY, pause: DAY, longest: DAY, memory: 0 },
  /** A secret of somebody who has proven another one before. */
  person: { free: 5, window: 15 * MINUTE, pause: 15 * MINUTE, longest: DAY, memory: DAY },
} as const satisfies Record<string, Rule>;

/** What a try is counted under. A success clears it, or, for a network, takes only its own try back. */
export type Counter = { rule: keyof typeof rules; of: readonly string[] };

/** A try that may go on. */
export type Try = {
  /** Whether it is the last one before a pause. */
  last: boolean;
  /** To be told when the secret was right. */
  succeeded: (tx: Executor) => Promise<void>;
  /** To be told when nobody had time to look at the secret: it was no try. */
  unjudged: (tx: Executor) => Promise<void>;
};

/**
 * Counts a try before the secret is looked at, so that many at once cannot slip through together; answers null while one
 * of its counters is shut. A refused try counts nowhere: who is shut out cannot lengthen anybody's pause.
 */
export async function takeTry(db: Executor, counters: readonly Counter[]): Promise<Try | null> {
  const sql = sqlOf(db);
  const counted = counters.map(({ rule, of }) => ({
    ...rules[rule],
    rule,
    key: searchHash(of.join("\0"), `try ${rule}`),
  }));
  const keys = hexOf(counted.map(({ key }) => key));
  const shut = await sql`
    select 1 from tries where shut_until > bank_now() and key in (select decode(k, 'hex') from unnest(${keys}::text[]) k) limit 1`;
  if (shut.length > 0) return null;

  let last = false;
  for (const { key, free, window, pause, longest, memory } of counted) {
    const [row] = await sql<{ shut: boolean }[]>`
      insert into tries as t (key, count, forget_at) values (${key}, 1, bank_now() + make_interval(secs => ${window}))
      on conflict (key) do update set (count, shut_until, forget_at) = (
        select n, case when n >= ${free} then pause_end end, case
          when n >= ${free} then pause_end + make_interval(secs => ${memory})
          when t.forget_at <= bank_now() then excluded.forget_at else t.forget_at end
        from (select case when t.forget_at <= bank_now() then 1 else t.count + 1 end as n) counted,
          lateral (select bank_now() + make_interval(secs => least(${longest}, ${pause} * 2 ^ least(n - ${free}, 20))) as pause_end) rule)
      where t.shut_until is null or t.shut_until <= bank_now()
      returning shut_until is not null as shut`;
    // Another try at the same moment was the last one.
    if (!row) return null;
    last ||= row.shut;
  }
  return { last, succeeded: (tx) => forgive(tx, counted), unjudged: (tx) => takeBack(tx, counted) };
}

type Counted = { rule: keyof typeof rules; key: Buffer; free: number };

async function forgive(tx: Executor, counted: readonly Counted[]): Promise<void> {
  const sql = sqlOf(tx);
  const forgotten = hexOf(counted.filter(({ rule }) => rule !== "network").map(({ key }) => key));
  await sql`
    delete from tries where key in (select decode(k, 'hex') from unnest(${forgotten}::text[]) k)
      or key in (select key from tries where forget_at <= bank_now() order by forget_at limit 20 for update skip locked)`;
  await takeBack(
    tx,
    counted.filter(({ rule }) => rule === "network"),
  );
}

/** Takes one try back and what it shut, and leaves those before it counted. */
async function takeBack(tx: Executor, counted: readonly Counted[]): Promise<void> {
  await sqlOf(tx)`
    update tries set count = greatest(count - 1, 0), shut_until = case when count > free then shut_until end
    from unnest(${hexOf(counted.map(({ key }) => key))}::text[], ${counted.map(({ free }) => free)}::int[]) as one (hex, free)
    where key = decode(hex, 'hex')`;
}

const hexOf = (keys: readonly Buffer[]) => keys.map((key) => key.toString("hex"));

/** The network an address belongs to: itself for IPv4, the /64 for IPv6, of which one household has a whole one. */
export function networkOf(ip: string | undefined): string {
  if (!ip) return "unknown";
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!ip.includes(":")) return ip;
  const [head = "", tail] = ip.toLowerCase().split("%")[0]?.split("::") ?? [];
  const groups = (part: string) => part.split(":").filter(Boolean);
  const filled = groups(head);
  while (tail !== undefined && filled.length + groups(tail).length < 8) filled.push("0");
  return [...filled, ...groups(tail ?? "")]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
