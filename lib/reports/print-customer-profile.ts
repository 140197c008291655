import { record } from "../audit/record";
import { beforeAct } from "../command/before-act";
import { transact } from "../command/transact";
import type { Ctx, StaffActor } from "../core/context";
import { refusal } from "../core/errors";
import { aboutCustomer } from "../customers/about-customer";
import { accountsOf, loansOf } from "../customers/profile-queries";
import { assertFresh, authorize } from "../identity/authorize";
import { takeTry } from "../identity/throttle";
import { customerFile } from "./customer-file";
import { customerProfile } from "./customer-profile";

/**
 * All that the bank knows of a customer at a glance, as a PDF. It takes a second factor of the last minutes, counts as a
 * file of personal data, and is recorded before it is given. Refuses `confirm_again`, `exported_too_often`.
 */
export async function printCustomerProfile(
  ctx: Ctx<StaffActor>,
  id: string,
): Promise<{ file: Buffer; customerNo: string }> {
  const file = await beforeAct(ctx, "customer.print", async () => {
    authorize(ctx.actor, "customer.export");
    const read = await customerFile(ctx, id);
    authorize(ctx.actor, "customer.export", { branchId: read.customer.branchId, customerIds: [read.customer.id] });
    assertFresh(ctx.actor);
    return read;
  });
  const { customer } = file;
  const [accounts, loans] = await Promise.all([accountsOf(ctx, customer.id, null), loansOf(ctx, customer.id, null)]);
  const attempt = await takeTry(ctx.db, [{ rule: "export", of: [ctx.actor.userId, "customer"] }]);
  await transact(ctx, "customer.print", (inside) => {
    if (!attempt) throw refusal("exported_too_often");
    return record(inside, {
      act: "customer.printed",
      ...aboutCustomer(customer),
      reference: customer.customerNo,
      after: { paper: "profile" },
    });
  });
  const pages = await customerProfile({ ...file, accounts, loans }, ctx.businessDate);
  return { file: pages, customerNo: customer.customerNo };
}
