import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th, TotalsRow } from "@/components/ui/data-table";
import type { CashPlace } from "@/lib/cash/queries";
import type { Currency } from "@/lib/core/currencies";
import { formatLocalTime } from "@/lib/core/local-time";

type CashPlacesProps = {
  places: readonly CashPlace[];
  currencies: readonly Currency[];
  withBranch: boolean;
  /** Whether the reader changes what a place may hold. */
  withLimits: boolean;
  /** Whose branch's tills the reader may count in a colleague's place, and who they are. */
  counting: { userId: string; branchId: string } | null;
  /** Whose branch's vault the reader counts. */
  vaultOf: string | null;
};

/** Vault and tills with what each holds by currency, and who has a till open. */
export function CashPlaces({ places, currencies, withBranch, withLimits, counting, vaultOf }: CashPlacesProps) {
  const held = (place: CashPlace, currency: Currency) =>
    place.cash.find((one) => one.currency === currency)?.minor ?? 0n;
  return (
    <DataTable caption="Vaults and tills with what they hold" captionHidden>
      <Head>
        <Th>Place</Th>
        {withBranch ? <Th>Branch</Th> : null}
        <Th>Held by</Th>
        {currencies.map((currency) => (
          <Th key={currency} num>
            {currency}
          </Th>
        ))}
      </Head>
      <tbody>
        {places.map((place) => (
          <Row key={place.id} spine={place.holder ? "ok" : null}>
            <RowHead>
              {place.name}
              {withLimits ? (
                <a
                  href={`/cash/limits/${place.id}`}
                  className="link ms-3 text-meta"
                  aria-label={`Limits of ${place.name}`}
                >
                  Limits
                </a>
              ) : null}
            </RowHead>
            {withBranch ? <Td>{place.branch}</Td> : null}
            <Td wide>
              {place.holder ? (
                <bdi>{place.holder}</bdi>
              ) : (
                <span className="text-ink-2">{place.kind === "vault" ? "–" : "Closed"}</span>
              )}
              {place.kind === "vault" && place.branchId === vaultOf ? (
                <a href={`/cash/vaults/${place.id}`} className="link ms-3 text-meta">
                  Count the vault
                </a>
              ) : null}
              {counting &&
              place.holderId &&
              place.holderId !== counting.userId &&
              place.branchId === counting.branchId ? (
                <a
                  href={`/cash/tills/${place.id}`}
                  className="link ms-3 text-meta"
                  aria-label={`Count ${place.name} in ${place.holder}’s place`}
                >
                  Count in their place
                </a>
              ) : null}
              {place.openedAt ? <SubLine>since {formatLocalTime(place.openedAt)}</SubLine> : null}
            </Td>
            {currencies.map((currency) => (
              <Td key={currency} num>
                {place.blind ? (
                  <span className="text-ink-2">being counted</span>
                ) : (
                  <Money minor={held(place, currency)} currency={currency} />
                )}
              </Td>
            ))}
          </Row>
        ))}
      </tbody>
      <TotalsRow>
        <Td colSpan={withBranch ? 3 : 2}>{places.some(({ blind }) => blind) ? "Total of the others" : "Total"}</Td>
        {currencies.map((currency) => (
          <Td key={currency} num>
            <Money minor={places.reduce((sum, place) => sum + held(place, currency), 0n)} currency={currency} />
          </Td>
        ))}
      </TotalsRow>
    </DataTable>
  );
}
