/** A small bank in memory: what the ledger must do, written down a second time and as simply as possible. */

export type ModelAccount = { balance: bigint; held: bigint; floor: bigint; unarranged: bigint };
type Credit = { account: number; minor: bigint; back?: number };
type Hold = { account: number; minor: bigint; lastDay: number | null; ended: boolean };
type Entry = { legs: { account: number; change: bigint }[]; reversed: boolean; bookedOn: number; valueOn: number };

export type Refusal =
  | "insufficient_funds"
  | "same_account"
  | "hold_resolved"
  | "more_than_held"
  | "already_reversed"
  | "not_reversible"
  | "account_closed"
  | "balance_not_zero"
  | "account_has_pending"
  | null;

export class Model {
  /** The banking day and the day of the clock, counted from the start. */
  day = 0;
  clock = 0;
  readonly holds: Hold[] = [];
  readonly entries: (Entry & { correction: boolean })[] = [];
  readonly closings: bigint[][] = [];
  accounts: ModelAccount[];
  readonly shut = new Set<number>();

  constructor(count: number) {
    this.accounts = Array.from({ length: count }, () => ({ balance: 0n, held: 0n, floor: 0n, unarranged: 0n }));
  }

  /** `back` days count for interest before it is booked. */
  credit({ account, minor, back = 0 }: Credit): Refusal {
    if (this.shut.has(account)) return "account_closed";
    return this.#book([{ account, change: minor }], { valueOn: this.day - back });
  }

  creditAll(credits: readonly Credit[]): Refusal[] {
    return credits.map((one) => this.credit(one));
  }

  transfer(from: number, to: number, minor: bigint): Refusal {
    if (from === to) return "same_account";
    if (this.shut.has(from) || this.shut.has(to)) return "account_closed";
    return this.#book([
      { account: from, change: -minor },
      { account: to, change: minor },
    ]);
  }

  /** A batch: each by itself, in its order. */
  transferAll(transfers: readonly { from: number; to: number; minor: bigint }[]): Refusal[] {
    return transfers.map(({ from, to, minor }) => this.transfer(from, to, minor));
  }

  place(account: number, minor: bigint, lastDay: number | null): Refusal {
    if (this.shut.has(account)) return "account_closed";
    const locked = this.#locked(account);
    if (available(locked) < minor) return "insufficient_funds";
    this.#write(account, { ...locked, held: locked.held + minor });
    this.holds.push({ account, minor, lastDay, ended: false });
    return null;
  }

  capture(hold: number, to: number, minor: bigint): Refusal {
    const { account, minor: held } = this.holds[hold] as Hold;
    if (!this.#stands(hold)) return "hold_resolved";
    if (account === to) return "same_account";
    if (this.shut.has(account) || this.shut.has(to)) return "account_closed";
    if (minor > held) return "more_than_held";
    this.#book(
      [
        { account, change: -minor },
        { account: to, change: minor },
      ],
      { uncovered: { account, minor: held } },
    );
    (this.holds[hold] as Hold).ended = true;
    return null;
  }

  captureAll(captures: readonly { hold: number; to: number; minor: bigint }[]): Refusal[] {
    return captures.map(({ hold, to, minor }) => this.capture(hold, to, minor));
  }

  release(hold: number): Refusal {
    const { account, minor } = this.holds[hold] as Hold;
    if (!this.#stands(hold)) return "hold_resolved";
    const locked = this.#locked(account);
    (this.holds[hold] as Hold).ended = true;
    this.#write(account, { ...locked, held: locked.held - minor });
    return null;
  }

  reverse(entry: number): Refusal {
    const original = this.entries[entry] as Model["entries"][number];
    if (original.reversed) return "already_reversed";
    if (original.correction) return "not_reversible";
    if (original.legs.some(({ account }) => this.shut.has(account))) return "account_closed";
    original.reversed = true;
    const legs = original.legs.map(({ account, change }) => ({ account, change: -change }));
    return this.#book(legs, { forced: true, valueOn: original.valueOn, correction: true });
  }

  /** What can leave an account and bring it to nothing; null where it cannot be emptied so. */
  rest(account: number): bigint | null {
    const { balance, held } = this.#locked(account);
    return !this.shut.has(account) && balance - held > 0n ? balance - held : null;
  }

  shutDown(account: number): Refusal {
    if (this.shut.has(account)) return "account_closed";
    const locked = this.#locked(account);
    if (locked.balance !== 0n) return "balance_not_zero";
    if (locked.held > 0n || locked.floor !== 0n) return "account_has_pending";
    this.#write(account, locked);
    this.shut.add(account);
    return null;
  }

  limit(account: number, minor: bigint): Refusal {
    if (this.shut.has(account)) return "account_closed";
    const locked = { ...this.#locked(account), floor: -minor };
    this.#write(account, { ...locked, unarranged: excess(locked) }, true);
    return null;
  }

  /** The day is cut: what ran out is tidied, and the figures of the day are final. */
  close(): void {
    for (const at of this.accounts.keys()) this.#write(at, this.#locked(at));
    this.closings.push(this.accounts.map(({ balance }) => balance));
    this.day += 1;
  }

  /** By value: what counts from a day or earlier, of what was booked by another. */
  byValue(account: number, value: number, knownOn: number): bigint {
    return this.entries
      .filter((entry) => entry.valueOn <= value && entry.bookedOn <= knownOn)
      .flatMap(({ legs }) => legs)
      .reduce((sum, leg) => (leg.account === account ? sum + leg.change : sum), 0n);
  }

  #book(
    legs: Entry["legs"],
    options: {
      forced?: boolean;
      uncovered?: { account: number; minor: bigint };
      valueOn?: number;
      correction?: boolean;
    } = {},
  ): Refusal {
    const next = legs.map(({ account, change }) => {
      const before = this.#locked(account);
      const off = options.uncovered?.account === account ? options.uncovered.minor : 0n;
      const after = { ...before, balance: before.balance + change, held: before.held - off };
      const lowers = after.balance - after.held < before.balance - before.held;
      return { account, after, refused: !options.forced && lowers && excess(after) > 0n };
    });
    if (next.some(({ refused }) => refused)) return "insufficient_funds";
    for (const { account, after } of next)
      this.#write(account, options.forced ? { ...after, unarranged: excess(after) } : after, options.forced);
    const { valueOn = this.day, correction = false } = options;
    this.entries.push({ legs, reversed: false, bookedOn: this.day, valueOn, correction });
    return null;
  }

  #isDue({ lastDay, ended }: Hold): boolean {
    return !ended && lastDay !== null && this.clock > lastDay;
  }

  #stands(hold: number): boolean {
    const found = this.holds[hold] as Hold;
    return !found.ended && !this.#isDue(found);
  }

  /** The account without the holds that ran out. */
  #locked(account: number): ModelAccount {
    const due = this.holds.filter((hold) => hold.account === account && this.#isDue(hold));
    const found = this.accounts[account] as ModelAccount;
    const after = { ...found, held: due.reduce((held, { minor }) => held - minor, found.held) };
    return { ...after, unarranged: lesser(found.unarranged, excess(after)) };
  }

  #write(account: number, after: ModelAccount, stored = false): void {
    for (const hold of this.holds) if (hold.account === account && this.#isDue(hold)) hold.ended = true;
    this.accounts[account] = stored ? after : { ...after, unarranged: lesser(after.unarranged, excess(after)) };
  }
}

const available = ({ balance, held, floor }: ModelAccount) => balance - held - floor;
const excess = (account: ModelAccount) => (available(account) < 0n ? -available(account) : 0n);
const lesser = (a: bigint, b: bigint) => (a < b ? a : b);
