import type { JSX, ReactNode } from "react";

type StillProps = Omit<JSX.IntrinsicElements["section"], "ref" | "dangerouslySetInnerHTML"> & {
  /** The element around it. */
  as?: "div" | "header" | "main" | "nav" | "search" | "section";
  children: ReactNode;
};

/**
 * A part of a page that never changes in the browser, drawn straight to text. React draws a page three times (for the
 * browser's script, from that to elements, from these to text); for a list of movements that is most of a page's price.
 * What holds anything that lives in the browser or waits for a query is left to React, so that wrapping is always safe.
 */
export function Still({ as: Tag = "div", children, ...rest }: StillProps) {
  const html = textOf(children);
  if (html === null) return <Tag {...rest}>{children}</Tag>;
  // Everything in it was escaped by `textOf`, the one place where markup is made from text.
  // biome-ignore lint/security/noDangerouslySetInnerHtml: see above
  return <Tag {...rest} dangerouslySetInnerHTML={{ __html: html }} />;
}

type Props = Readonly<Record<string, unknown>> & { children?: ReactNode };
type Element = { type: unknown; props: Props };

/** The markup of a tree of plain elements, every text and attribute escaped; null when React itself has to draw it. */
export function textOf(node: ReactNode): string | null {
  if (node === null || node === undefined || typeof node === "boolean") return "";
  if (typeof node === "string") return escaped(node);
  if (typeof node === "number" || typeof node === "bigint") return String(node);
  if (Array.isArray(node)) return joined(node);
  if (isElement(node)) return ofElement(node);
  return null;
}

function joined(nodes: readonly ReactNode[]): string | null {
  let all = "";
  for (const node of nodes) {
    const text = textOf(node);
    if (text === null) return null;
    all += text;
  }
  return all;
}

const ELEMENT = Symbol.for("react.transitional.element");
const FRAGMENT = Symbol.for("react.fragment");

function isElement(node: object): node is Element {
  return "$$typeof" in node && node.$$typeof === ELEMENT;
}

function ofElement({ type, props }: Element): string | null {
  if (typeof type === "string") return ofTag(type, props);
  if (type === FRAGMENT) return textOf(props.children);
  if (type === Still) return ofStill(props);
  return isPlain(type) ? textOf(type(props)) : null;
}

/** A part within this one is drawn with it. */
function ofStill({ as: tag = "div", ...props }: Props & { as?: string }): string | null {
  return ofTag(tag, props);
}

type Plain = (props: Props) => ReactNode;

/** A component of the server that answers at once: neither one of the browser's nor one that waits. */
function isPlain(type: unknown): type is Plain {
  return typeof type === "function" && !("$$typeof" in type) && type.constructor.name === "Function";
}

const EMPTY_TAGS = new Set(["br", "hr", "img", "input", "wbr"]);

/** React moves these to the head of the page, or must know of them by itself. */
const OF_REACT = new Set(["title", "meta", "link", "script", "style", "base", "select", "textarea"]);

/** What an input begins with, which React keeps in hand. */
const BEGUN = ["value", "defaultValue", "checked", "defaultChecked"];

function ofTag(tag: string, { children, ...props }: Props): string | null {
  if (OF_REACT.has(tag) || (tag === "input" && BEGUN.some((name) => name in props))) return null;
  const attributes = ofProps(props);
  const inside = textOf(children);
  if (attributes === null || inside === null) return null;
  return EMPTY_TAGS.has(tag) ? `<${tag}${attributes}>` : `<${tag}${attributes}>${inside}</${tag}>`;
}

const NAMES: Readonly<Record<string, string>> = {
  className: "class",
  htmlFor: "for",
  strokeWidth: "stroke-width",
  strokeLinecap: "stroke-linecap",
  strokeLinejoin: "stroke-linejoin",
};

const OF_INPUTS = ["maxLength", "autoComplete", "spellCheck"];

/** Written with capitals, and read without regard to them, or by drawings just so. All others are left to React. */
const CAPITALS = new Set([
  ...Object.keys(NAMES),
  "dateTime",
  "colSpan",
  "rowSpan",
  "tabIndex",
  "viewBox",
  "encType",
  ...OF_INPUTS,
]);
const ADDRESSES = new Set(["href", "src", "action"]);

/** Whether an address may run a script: one of this host cannot, and a browser overlooks what is not seen. */
function mayRun(address: string): boolean {
  if (/^[/#?]/.test(address)) return false;
  const seen = [...address].filter((sign) => sign > " ").join("");
  return /^javascript:/i.test(seen);
}

/** The attribute's name in markup, or null where only React knows it; a page has a few names, a thousand times. */
const written = new Map<string, string | null>();

function nameOf(name: string): string | null {
  const known = written.get(name);
  if (known !== undefined) return known;
  const left = name.startsWith("on") || (/[A-Z]/.test(name) && !CAPITALS.has(name));
  const own = left ? null : (NAMES[name] ?? name);
  written.set(name, own);
  return own;
}

/** Attributes that are there or not; of all others `true` is a word. */
const FLAGS = new Set(["open", "hidden", "download", "disabled", "inert", "required"]);

function ofProps(props: Props): string | null {
  let all = "";
  for (const name in props) {
    const value = props[name];
    if (value === null || value === undefined || (value === false && !/^(aria|data)-|^spellCheck$/.test(name)))
      continue;
    const text = ofValue(name, value);
    if (text === null) return null;
    all += text;
  }
  return all;
}

function ofValue(name: string, value: unknown): string | null {
  if (value === true && FLAGS.has(name)) return ` ${name}`;
  const style = name === "style" && typeof value === "object" && value ? ofStyle(value) : undefined;
  if (style !== undefined) return style && ` style='${escaped(style)}'`;
  // A link that runs a script is nothing this bank writes; React refuses it too.
  if (ADDRESSES.has(name) && mayRun(String(value))) return null;
  const own = nameOf(name);
  if (own === null || !["string", "number", "boolean"].includes(typeof value)) return null;
  return ` ${own}='${escaped(String(value))}'`;
}

/** Null where a number has a unit that only React knows. */
function ofStyle(style: object): string | null {
  const all = Object.entries(style).map(([name, value]) =>
    typeof value === "string" ? `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}:${value}` : null,
  );
  return all.includes(null) ? null : all.join(";");
}

const SPECIAL = /[&<>"']/;
const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] as string) : text;
}
