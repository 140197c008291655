import type { ButtonHTMLAttributes, ReactNode } from "react";
import { Keycap, keyShortcuts, keyTarget } from "./keycap";

// Their styles have a name each in globals.css: a page has a dozen of them, and is sent with every word of them twice.
const looks = {
  primary: "button-primary",
  ghost: "button-ghost",
  danger: "button-danger",
  second: "button-second",
} as const;

export type ButtonLook = keyof typeof looks;
type Common = {
  look?: ButtonLook;
  /** The key that does the same: `F9` for the one primary act of a page, a letter otherwise. */
  keys?: string;
  /** 28 px high, or exactly as high as the field beside it. */
  size?: "small" | "field";
  wide?: boolean;
  children: ReactNode;
};

const sizes = {
  small: "button-small",
  field: "button-field",
  usual: "button-usual",
};

function classes({ look = "primary", size, wide = false }: Common): string {
  const width = wide ? "flex w-full" : "inline-flex justify-self-start";
  return `${width} button ${sizes[size ?? "usual"]} ${looks[look]}`;
}

/** A button that does something here. Its words say what, with amount and name where money moves. */
export function Button({
  look,
  keys,
  size,
  wide,
  children,
  type = "button",
  ...rest
}: Common & Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className">) {
  return (
    <button
      type={type}
      aria-keyshortcuts={keyShortcuts(keys)}
      {...keyTarget(keys)}
      {...rest}
      className={classes({ look, size, wide, children })}
    >
      <span>{children}</span>
      {keys ? <Keycap>{keys}</Keycap> : null}
    </button>
  );
}

/** A link that looks like a button: it leads to the page where something is done. */
export function ButtonLink({
  href,
  look = "ghost",
  keys,
  size,
  wide,
  children,
  ...rest
}: Common & {
  href: string;
  download?: boolean;
  /** A file whose refusal leads to a page: the browser follows it by itself, and keeps only what comes as a file. */
  file?: boolean;
}) {
  const className = classes({ look, size, wide, children });
  const content = (
    <>
      <span>{children}</span>
      {keys ? <Keycap>{keys}</Keycap> : null}
    </>
  );
  const common = { className, "aria-keyshortcuts": keyShortcuts(keys), ...keyTarget(keys) };
  if (rest.download) {
    return (
      <a href={href} download {...common}>
        {content}
      </a>
    );
  }
  return (
    <a href={href} target={rest.file ? "_self" : undefined} {...common}>
      {content}
    </a>
  );
}
