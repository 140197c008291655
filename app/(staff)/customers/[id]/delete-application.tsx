import { randomUUID } from "node:crypto";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import type { CustomerRecord } from "@/lib/customers/profile-queries";
import { deleteCustomerAction } from "../actions";

/** Deletes somebody who never became a customer; folded away, because it cannot be undone. */
export function DeleteApplication({ customer }: { customer: CustomerRecord }) {
  return (
    <details className="mt-8 border-rule border-t pt-3">
      <summary className="link min-h-6 w-fit cursor-pointer">Delete this application for good</summary>
      <div className="mt-3">
        <BankForm id="delete" action={deleteCustomerAction} initialKey={randomUUID()}>
          <HiddenField name="customerId" value={customer.id} />
          <p className="max-w-measure">
            Name, contact, documents and declarations are deleted and cannot be brought back. The activity log keeps who
            did what and when, without them.
          </p>
          <div>
            <SubmitButton look="danger" keys={null}>{`Delete the application of ${customer.fullName}`}</SubmitButton>
          </div>
        </BankForm>
      </div>
    </details>
  );
}
