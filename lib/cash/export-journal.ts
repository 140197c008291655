import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import { actorScope, type Ctx, type StaffActor } from "../core/context";
import { csvLine } from "../core/csv";
import { refusal } from "../core/errors";
import { formatMaskedIban } from "../core/iban";
import { decimalText } from "../core/money";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { type JournalLine, type TillSession, tillJournal, tillSession } from "./journal-queries";

const COLUMNS = [
  "No.",
  "Time",
  "Kind",
  "Reference",
  "Customer",
  "Account",
  "In",
  "Out",
  "Without cash",
  "Till holds",
  "Currency",
  "Undone by",
];

/**
 * A till session's journal as CSV, oldest first, in pieces as they are read: amounts with a decimal point and no grouping,
 * accounts masked as on paper. It is recorded before the first piece. Refuses `not_found`, `till_counting`,
 * `papers_too_often`.
 */
export async function exportJournal(
  ctx: Ctx<StaffActor>,
  id: string,
  rowsAtOnce = 500,
): Promise<{ session: TillSession; lines: AsyncGenerator<string> }> {
  const session = await beforeAct(ctx, "till.journal_export", async () => {
    authorize(ctx.actor, "cash.read");
    const found = await tillSession(ctx, id);
    if (!found) throw refusal("not_found");
    if (found.blind) throw refusal("till_counting");
    return found;
  });
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  await transact(ctx, "till.journal_export", (inside) => {
    if (!attempt) throw refusal("papers_too_often");
    return record(inside, { act: "till.journal_exported", subjectKind: "till_session", subjectId: id });
  });
  return { session, lines: linesOf(ctx, id, rowsAtOnce) };
}

async function* linesOf(ctx: Ctx<StaffActor>, id: string, rowsAtOnce: number): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  let older: string | undefined;
  do {
    const page = await tillJournal(ctx, id, older ? { older } : {}, { size: rowsAtOnce, oldest: true });
    yield page.rows.map((row) => csvLine(cellsOf(row))).join("");
    older = page.older ?? undefined;
  } while (older);
}

function cellsOf({ no, at, kind, reference, customer, iban, minor, currency, undoneBy, ...row }: JournalLine) {
  const { asideMinor, balanceMinor } = row;
  return [
    no === null ? "" : String(no),
    at,
    kind,
    reference,
    customer ?? "",
    iban ? formatMaskedIban(iban) : "",
    minor > 0n ? decimalText(minor, currency) : "",
    minor < 0n ? decimalText(-minor, currency) : "",
    asideMinor === null ? "" : decimalText(asideMinor, currency),
    balanceMinor === null ? "" : decimalText(balanceMinor, currency),
    currency,
    undoneBy ?? "",
  ];
}
