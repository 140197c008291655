import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

const tones = {
  info: { box: "border-info bg-info-ground", mark: "text-info", icon: "info" },
  ok: { box: "border-accent bg-selected", mark: "text-accent", icon: "check" },
  held: { box: "border-held bg-held-ground", mark: "text-held", icon: "clock" },
  danger: { box: "border-danger bg-danger-ground", mark: "text-danger", icon: "alert" },
  second: { box: "border-second bg-second-ground", mark: "text-second", icon: "flag" },
} as const satisfies Record<string, { box: string; mark: string; icon: IconName }>;

/** Something to know before going on, weighed by its colour; the title carries the meaning in words. */
export function Callout({
  tone = "info",
  title,
  children,
}: {
  tone?: keyof typeof tones;
  title: ReactNode;
  children?: ReactNode;
}) {
  const { box, mark, icon } = tones[tone];
  return (
    <div className={`wrap-anywhere border-s-3 px-3 py-2.5 text-staff ${box}`}>
      <p className={`flex items-center gap-2 font-semibold ${mark}`}>
        <Icon name={icon} />
        <span>{title}</span>
      </p>
      {children ? <div className="mt-1 max-w-measure">{children}</div> : null}
    </div>
  );
}
