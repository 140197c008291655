import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th } from "@/components/ui/data-table";
import { Empty } from "@/components/ui/empty";
import { Status } from "@/components/ui/status";
import type { StatusOf } from "@/components/ui/statuses";
import { formatIban } from "@/lib/core/iban";
import type { ProductWish } from "@/lib/customers/lock-customer";
import type { CustomerAccount } from "@/lib/customers/profile-queries";

type Props = {
  accounts: readonly CustomerAccount[];
  openHref: string | null;
  /** What they asked for when they applied and has not been opened yet. */
  wanted: readonly ProductWish[];
};

/** A customer's accounts: what is booked, what is held, what can be spent. */
export function AccountsTable({ accounts, openHref, wanted }: Props) {
  const [first] = wanted;
  if (accounts.length === 0) {
    return (
      <Empty
        kind="none"
        title="No accounts yet"
        action={
          openHref
            ? {
                href: first ? `${openHref}?product=${first.productId}` : openHref,
                label: first ? `Open ${first.name}` : "Open account",
              }
            : undefined
        }
      >
        {wanted.length > 0 ? `Asked for when they applied: ${wanted.map(({ name }) => name).join(", ")}.` : null}
      </Empty>
    );
  }
  const currencies = new Set(accounts.map((account) => account.currency));
  const unit = currencies.size === 1 ? `, ${accounts[0]?.currency}` : "";
  return (
    <>
      <DataTable caption="Accounts with their balances" captionHidden>
        <Head>
          <Th>Account</Th>
          {unit ? null : <Th>Currency</Th>}
          <Th num>Booked{unit}</Th>
          <Th num>Held{unit}</Th>
          <Th num>Available{unit}</Th>
          <Th>State</Th>
        </Head>
        <tbody>
          {accounts.map((account) => (
            <Row
              key={account.id}
              quiet={account.status === "closed"}
              spine={account.blocks.length > 0 ? "danger" : null}
            >
              <RowHead>
                <a href={`/accounts/${account.id}`} className="link font-medium">
                  {account.product}
                </a>
                <SubLine>
                  <span className="whitespace-nowrap font-mono">{formatIban(account.iban)}</span>
                  {account.role === "owner" ? null : ` · ${account.role.replace("_", " ")}`}
                </SubLine>
              </RowHead>
              {unit ? null : <Td>{account.currency}</Td>}
              <Td num>
                <Money minor={account.booked} currency={account.currency} />
              </Td>
              <Td num>{account.held === 0n ? "–" : <Money minor={account.held} currency={account.currency} />}</Td>
              <Td num>
                <span className="font-semibold">
                  <Money minor={account.available} currency={account.currency} />
                </span>
              </Td>
              <Td>
                <Status of="account" is={stateOf(account)} />
              </Td>
            </Row>
          ))}
        </tbody>
      </DataTable>
      {first ? (
        <p className="mt-2 text-ink-2">
          Also asked for when they applied: {wanted.map(({ name }) => name).join(", ")}.{" "}
          {openHref ? (
            <a href={`${openHref}?product=${first.productId}`} className="link">
              Open {first.name}
            </a>
          ) : null}
        </p>
      ) : null}
    </>
  );
}

function stateOf({ status, blocks }: CustomerAccount): StatusOf<"account"> {
  return blocks.length > 0 && status === "active" ? "blocked" : (status as StatusOf<"account">);
}
