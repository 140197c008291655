import { DataTable, Head, Row, RowHead, Td, Th } from "@/components/ui/data-table";
import { Mark } from "@/components/ui/status";
import type { ProductVersion } from "@/lib/products/catalogue";
import { wordsOfTerms } from "@/lib/products/terms-words";

/** How many versions stand beside each other; older ones no longer fit a page. */
const BESIDE = 5;

/** Versions of a product beside each other, the newest first; what differs from the version before is marked. */
export function VersionsSideBySide({ versions, today }: { versions: readonly ProductVersion[]; today: string }) {
  const shown = versions.slice(0, BESIDE);
  const words = versions.slice(0, BESIDE + 1).map(wordsOfTerms);
  const terms = Object.keys(words[0] ?? {}).filter((term) => words.some((one) => one[term] != null));
  return (
    <DataTable caption="Versions beside each other, the newest first; what changed from the one before is marked">
      <Head>
        <Th>Term</Th>
        {shown.map(({ id, version }) => (
          <Th key={id} width={`${Math.floor(82 / shown.length)}%`}>{`Version ${version}`}</Th>
        ))}
      </Head>
      <tbody>
        <Row>
          <RowHead>State</RowHead>
          {shown.map((version) => (
            <Td key={version.id}>
              <State version={version} today={today} />
            </Td>
          ))}
        </Row>
        {terms.map((term) => (
          <Row key={term}>
            <RowHead>{term}</RowHead>
            {shown.map(({ id }, at) => (
              <Td key={id}>
                <Term
                  said={words[at]?.[term] ?? null}
                  before={words[at + 1] ? (words[at + 1]?.[term] ?? null) : undefined}
                />
              </Td>
            ))}
          </Row>
        ))}
      </tbody>
    </DataTable>
  );
}

function State({ version, today }: { version: ProductVersion; today: string }) {
  if (version.offered) return <Mark icon="check" word="Offered" tone="ok" />;
  if (version.effectiveFrom > today) return <Mark icon="clock" word="Announced" tone="held" />;
  return <Mark icon="stop" word="Superseded" tone="quiet" />;
}

/** `before` is what the version before said, or undefined where there is none. */
function Term({ said, before }: { said: string | null; before: string | null | undefined }) {
  const text = said ?? <span className="text-ink-2">none</span>;
  if (before === undefined || before === said) return text;
  return (
    <mark className="bg-held-ground px-1 text-ink">
      {text} <span className="text-ink-2 text-meta">changed</span>
    </mark>
  );
}
