import { Money } from "@/components/bank/money";
import { DataTable, Head, Row, RowHead, SubLine, Td, Th, TotalsRow } from "@/components/ui/data-table";
import type { PlacePosition } from "@/lib/cash/position-queries";
import type { Currency } from "@/lib/core/currencies";
import { limitWords } from "../limit-words";

type PositionTableProps = { places: readonly PlacePosition[]; currency: Currency; withBranch: boolean };

/** What each till and vault holds of a currency, what of it is on its way, and how that stands to its limits. */
export function PositionTable({ places, currency, withBranch }: PositionTableProps) {
  const sum = (of: (place: PlacePosition) => bigint) => places.reduce((total, place) => total + of(place), 0n);
  const vaults = places.filter(({ kind }) => kind === "vault").reduce((total, place) => total + place.heldMinor, 0n);
  const held = sum(({ heldMinor }) => heldMinor);
  return (
    <DataTable caption={`Cash in ${currency}: vaults, tills and on its way`} captionHidden>
      <Head>
        <Th>Place</Th>
        {withBranch ? <Th>Branch</Th> : null}
        <Th num>{`Held, ${currency}`}</Th>
        <Th num>On its way out</Th>
        <Th num>On its way in</Th>
        <Th>Limit</Th>
      </Head>
      <tbody>
        {places.map((place) => (
          <Row key={place.id} spine={isOver(place) ? "danger" : null}>
            <RowHead>
              {place.place}
              {place.holder ? (
                <SubLine>
                  <bdi>{place.holder}</bdi>
                </SubLine>
              ) : null}
            </RowHead>
            {withBranch ? <Td>{place.branch}</Td> : null}
            <Td num>
              <Money minor={place.heldMinor} currency={currency} />
            </Td>
            <Td num>{place.leavingMinor > 0n ? <Money minor={place.leavingMinor} currency={currency} /> : null}</Td>
            <Td num>{place.comingMinor > 0n ? <Money minor={place.comingMinor} currency={currency} /> : null}</Td>
            <Td>
              {limitWords({ ...place, expectedMinor: place.heldMinor }) ?? <span className="text-ink-2">None</span>}
            </Td>
          </Row>
        ))}
      </tbody>
      <tbody>
        <Row>
          <RowHead>
            <span className="font-medium">In vaults</span>
          </RowHead>
          {withBranch ? <Td /> : null}
          <Td num>
            <Money minor={vaults} currency={currency} />
          </Td>
          <Td colSpan={3} />
        </Row>
        <Row>
          <RowHead>
            <span className="font-medium">In tills</span>
          </RowHead>
          {withBranch ? <Td /> : null}
          <Td num>
            <Money minor={held - vaults} currency={currency} />
          </Td>
          <Td colSpan={3} />
        </Row>
      </tbody>
      <TotalsRow>
        <Td colSpan={withBranch ? 2 : 1}>Total</Td>
        <Td num>
          <Money minor={held} currency={currency} />
        </Td>
        <Td num>
          <Money minor={sum(({ leavingMinor }) => leavingMinor)} currency={currency} />
        </Td>
        <Td num>
          <Money minor={sum(({ comingMinor }) => comingMinor)} currency={currency} />
        </Td>
        <Td />
      </TotalsRow>
    </DataTable>
  );
}

function isOver({ heldMinor, softMinor, hardMinor }: PlacePosition): boolean {
  const limit = softMinor ?? hardMinor;
  return limit !== null && heldMinor > limit;
}
