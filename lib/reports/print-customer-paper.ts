import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import { actorScope, type Ctx, type StaffActor } from "../core/context";
import type { BusinessDate } from "../core/dates";
import { refusal } from "../core/errors";
import { aboutCustomer } from "../customers/about-customer";
import { statusWords } from "../customers/rules";
import { authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { applicationSummary } from "./application-summary";
import { type CustomerFile, customerFile } from "./customer-file";
import { signatureCard } from "./signature-card";
import { welcomeLetter } from "./welcome-letter";

const drawn = {
  application: applicationSummary,
  welcome: welcomeLetter,
  "signature-card": signatureCard,
} as const satisfies Record<string, (file: CustomerFile, printedOn: BusinessDate) => Promise<Buffer>>;
export type CustomerPaper = keyof typeof drawn;

/** Whether a name in an address is that of a paper. */
export const isCustomerPaper = (name: string): name is CustomerPaper => Object.hasOwn(drawn, name);

/**
 * A paper of onboarding as a PDF: what the applicant signs, the letter they take home, or the card with the signatures.
 * It is recorded before it is given. Refuses `papers_too_often`, and for letter and card
 * `customer_not_active` of whoever is no customer, `customer_deceased` of whoever has died.
 */
export async function printCustomerPaper(
  ctx: Ctx<StaffActor>,
  id: string,
  paper: CustomerPaper,
): Promise<{ file: Buffer; customerNo: string }> {
  const file = await beforeAct(ctx, "customer.print", async () => {
    authorize(ctx.actor, "customer.onboard");
    const read = await customerFile(ctx, id);
    authorize(ctx.actor, "customer.onboard", { branchId: read.customer.branchId, customerIds: [read.customer.id] });
    return read;
  });
  const { customer } = file;
  const attempt = await takeTry(ctx.db, [{ rule: "papers", of: [actorScope(ctx.actor)] }]);
  await transact(ctx, "customer.print", (inside) => {
    if (!attempt) throw refusal("papers_too_often");
    if (paper !== "application" && customer.status !== "active")
      throw refusal("customer_not_active", { status: statusWords(customer.status) });
    if (paper !== "application" && customer.deceasedOn) throw refusal("customer_deceased");
    return record(inside, {
      act: "customer.printed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { paper },
    });
  });
  return { file: await drawn[paper](file, ctx.businessDate), customerNo: customer.customerNo };
}
