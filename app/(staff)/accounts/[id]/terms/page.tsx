import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BeforeAfter } from "@/components/bank/before-after";
import { BankForm } from "@/components/form/bank-form";
import { HiddenField } from "@/components/form/hidden-field";
import { SubmitButton } from "@/components/form/submit-button";
import { PageHeader } from "@/components/layout/page-header";
import { DefinitionList, Leader } from "@/components/ui/definition-list";
import { accountInView } from "@/lib/accounts/account-in-view";
import { may } from "@/lib/identity/authorize";
import { versionsOfAccount } from "@/lib/products/catalogue";
import { wordsOfTerms } from "@/lib/products/terms-words";
import { ask } from "@/lib/web/ask";
import { requireStaff } from "@/lib/web/session";
import { backToAccount } from "../../back-to-account";
import { WithOwner } from "../../with-owner";
import { moveVersionAction } from "./actions";

export const metadata: Metadata = { title: "Terms" };

export default async function TermsPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireStaff("account.read");
  const account = (await ask(accountInView(ctx, (await params).id))) ?? notFound();
  const { own, offered } = await ask(versionsOfAccount(ctx, account.id));
  const now = own ?? notFound();
  const terms = Object.entries(wordsOfTerms(now));
  const next = offered && offered.id !== now.id ? wordsOfTerms(offered) : null;
  return (
    <WithOwner account={account} today={ctx.businessDate}>
      <PageHeader
        back={backToAccount(account)}
        title="Terms"
        meta={`${now.name}, version ${now.version}. An account keeps its version until it is moved.`}
      />
      <div className="grid max-w-[48rem] gap-5">
        {next ? (
          <BeforeAfter
            caption={`Version ${now.version} beside version ${offered?.version}, which is offered today`}
            changes={terms.map(([label, before]) => ({
              label,
              before: before ?? "none",
              after: next[label] ?? "none",
              changed: before !== next[label],
            }))}
          />
        ) : (
          <DefinitionList>
            {terms.flatMap(([term, said]) =>
              said === null ? (
                []
              ) : (
                <Leader key={term} term={term}>
                  {said}
                </Leader>
              ),
            )}
          </DefinitionList>
        )}
        {next && account.status === "active" && may(ctx.actor, "account.move_version") ? (
          <BankForm id="move-version" action={moveVersionAction} initialKey={randomUUID()}>
            <HiddenField name="accountId" value={account.id} />
            <HiddenField name="productVersionId" value={offered?.id ?? ""} />
            <SubmitButton>{`Move to version ${offered?.version}`}</SubmitButton>
          </BankForm>
        ) : null}
      </div>
    </WithOwner>
  );
}
