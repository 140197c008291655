import { scaleBand, scaleLinear } from "@visx/scale";
import { LinePath } from "@visx/shape";
import type { Currency } from "@/lib/core/currencies";
import { formatMoney } from "@/lib/core/money";

export type ChartInstalment = {
  no: number;
  principalMinor: bigint;
  interestMinor: bigint;
  balanceMinor: bigint;
  paid: boolean;
};

type ScheduleChartProps = { currency: Currency; principalMinor: bigint; instalments: readonly ChartInstalment[] };

const WIDTH = 820;
const HEIGHT = 206;
const PLOT = { left: 4, right: 724, top: 16, bottom: 180 };
/** Pixels are drawn from ten-thousandths: exact amounts never become floats. */
const SCALE = 10_000n;

/**
 * Principal and interest of every instalment, with the balance as a line: paid part solid, the rest pale, interest
 * hatched, everything named in place. The table beneath it says the same in figures.
 */
export function ScheduleChart({ currency, principalMinor, instalments }: ScheduleChartProps) {
  const highest = instalments.reduce(
    (most, { principalMinor: p, interestMinor: i }) => (p + i > most ? p + i : most),
    1n,
  );
  const x = scaleBand({ domain: instalments.map(({ no }) => no), range: [PLOT.left, PLOT.right], paddingInner: 0.14 });
  const y = scaleLinear({ domain: [0, Number(SCALE)], range: [PLOT.bottom, PLOT.top] });
  const level = (part: bigint, whole: bigint) => y(Number((part * SCALE) / (whole > 0n ? whole : 1n)));
  const middle = (no: number) => (x(no) ?? 0) + x.bandwidth() / 2;
  const next = instalments.find(({ paid }) => !paid);
  const last = instalments.at(-1);

  return (
    <figure className="print:break-inside-avoid">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={summary(currency, principalMinor, instalments)}
        className="block w-full"
      >
        <defs>
          <pattern id="interest-hatch" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect width="4" height="4" fill="var(--color-held-ground)" />
            <rect width="1.4" height="4" fill="var(--color-held)" opacity="0.65" />
          </pattern>
        </defs>
        {instalments.map(({ no, principalMinor: principal, interestMinor: interest, paid }) => {
          const [foot, top] = [level(principal, highest), level(principal + interest, highest)];
          const common = { x: x(no), width: x.bandwidth() };
          return (
            <g key={no}>
              <rect
                {...common}
                y={foot}
                height={PLOT.bottom - foot}
                fill={paid ? "var(--color-accent)" : "var(--color-bar)"}
              />
              <rect {...common} y={top} height={foot - top} fill="url(#interest-hatch)" />
            </g>
          );
        })}
        <LinePath
          data={[...instalments]}
          x={({ no }) => middle(no)}
          y={({ balanceMinor }) => level(balanceMinor, principalMinor)}
          stroke="var(--color-ink)"
          strokeWidth={1.5}
        />
        <line x1={PLOT.left} x2={PLOT.right} y1={PLOT.bottom} y2={PLOT.bottom} stroke="var(--color-ink)" />
        {next ? <Today at={(x(next.no) ?? 0) - 1} /> : null}
        {ticks(instalments).map((no) => (
          <text key={no} x={middle(no)} y={PLOT.bottom + 16} textAnchor="middle" className="fill-ink-2 text-[11px]">
            {no}
          </text>
        ))}
        {last ? (
          <g className="text-[11px]">
            <text x={PLOT.right + 6} y={PLOT.top + 8} className="fill-held">
              interest
            </text>
            <text x={PLOT.right + 6} y={(PLOT.top + PLOT.bottom) / 2} className="fill-accent">
              principal
            </text>
            <text x={PLOT.right + 6} y={PLOT.bottom - 4} className="fill-ink">
              balance
            </text>
          </g>
        ) : null}
      </svg>
    </figure>
  );
}

function Today({ at }: { at: number }) {
  return (
    <g>
      <line x1={at} x2={at} y1={4} y2={PLOT.bottom} stroke="var(--color-ink)" strokeDasharray="2 3" />
      <text x={at + 5} y={12} className="fill-ink text-[11px]">
        today
      </text>
    </g>
  );
}

/** The first instalment and every sixth, or as many as there is room for. */
function ticks(instalments: readonly ChartInstalment[]): number[] {
  const step = instalments.length <= 14 ? 1 : instalments.length <= 84 ? 6 : 12;
  return instalments.map(({ no }) => no).filter((no) => no === 1 || no % step === 0);
}

function summary(currency: Currency, principalMinor: bigint, instalments: readonly ChartInstalment[]): string {
  const paid = instalments.filter((one) => one.paid).length;
  const left = instalments.filter((one) => one.paid).at(-1)?.balanceMinor ?? principalMinor;
  return `${paid} of ${instalments.length} instalments paid, ${formatMoney({ minor: left, currency })} of ${formatMoney({ minor: principalMinor, currency })} left. The table below has the figures.`;
}
