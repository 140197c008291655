/** What a check compared, how much of it, and the first row that does not agree. */
export type Finding = { check: string; rows: bigint; bad: string | null };
