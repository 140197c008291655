import { Fragment, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { DateText } from "@/components/bank/date-text";
import { Money } from "@/components/bank/money";
import { ButtonLink } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Row, SubLine, Td, Th } from "@/components/ui/data-table";
import { Icon } from "@/components/ui/icon";
import { Still, textOf } from "@/components/ui/still";

/** Quotes and closings differ in writing only. */
const alike = (html: string) =>
  html
    .replaceAll("&#x27;", "&#39;")
    .replace(/="([^"]*)"/g, "='$1'")
    .replaceAll("/>", ">")
    .replace(/='(?=\s|>)/g, "='")
    .replace(/<(path)([^>]*)><\/path>/g, "<$1$2>")
    .replace(/ (\w+)=''(?=[ >])/g, (all, name) =>
      ["download", "open", "hidden", "required"].includes(name) ? ` ${name}` : all,
    );

describe("a still part is what React would draw", () => {
  const parts: [string, ReactNode][] = [
    ["text with every sign of markup", <p key="a">{`<b>&"quoted"</b> 'single'`}</p>],
    ["an attribute with every sign of markup", <a key="a" href={`/x?a=1&b='"<>`}>x</a>],
    ["a row of a statement", (
      <table key="a"><tbody>
        <Row spine="second" selected id="row-1">
          <Th num width="7rem">Paid out</Th>
          <Td num credit>{null}</Td>
          <Td wide colSpan={2}>Rent<SubLine>to <bdi>Greta & Söhne</bdi></SubLine></Td>
        </Row>
      </tbody></table>
    )],
    ["an icon", <Icon key="a" name="flag" className="me-1" />],
    ["amounts and days", <p key="a"><Money minor={-123456n} currency="EUR" symbol /> <DateText date="2026-11-23" short /></p>],
    ["a link that looks like a button", <ButtonLink key="a" href="/desk" keys="F9" look="primary">Go</ButtonLink>],
    ["a download", <ButtonLink key="a" href="/export" download>Export</ButtonLink>],
    ["a still part within it", <div key="a"><Still as="section" className="mb-2" id="x">R&D<b>x</b></Still></div>],
    ["a callout", <Callout key="a" tone="danger" title="Blocked">By a court.</Callout>],
    ["lists, fragments, numbers and nothing", <p key="a">{[1, 2].map((n) => <b key={n}>{n}</b>)}<Fragment key="f">{false}{null}{0}<i>x</i></Fragment></p>],
    ["a field in which nothing stands yet", (
      <search key="a"><form action="/find"><label htmlFor="q">Find</label>
        <input id="q" type="search" maxLength={120} required autoComplete="off" spellCheck={false} placeholder="Name" name="q" />
      </form></search>
    )],
    ["what is true, false and not there", <p key="a" aria-hidden={true} aria-busy={false} hidden title={undefined}>x</p>],
  ]; // biome-ignore format: a list of parts
  for (const [what, part] of parts) {
    test(what, () => {
      expect(alike(textOf(part) ?? "left to React")).toBe(alike(renderToStaticMarkup(part)));
    });
  }
});

describe("what it leaves to React", () => {
  const Asks = async () => <p>later</p>;
  const InBrowser = Object.assign(() => <p>now</p>, { $$typeof: Symbol.for("react.client.reference") });
  const script = ` ${["Java", "Script"].join("")}:alert(1)`;
  const markup = { ["dangerouslySetInnerHTML" as const]: { __html: "<b>x</b>" } };
  const parts: [string, ReactNode][] = [
    ["a component that waits", <Asks key="a" />],
    ["a component of the browser", <InBrowser key="a" />],
    ["a handler", <button key="a" type="button" onClick={() => undefined}>x</button>],
    ["a server action", <form key="a" action={() => undefined} />],
    ["a field", <input key="a" defaultValue="x" />],
    ["a box that is ticked", <input key="a" type="checkbox" defaultChecked />],
    ["a title, which belongs in the head", <title key="a">x</title>],
    ["a style of numbers, whose unit React knows", <p key="a" style={{ width: 3 }}>x</p>],
    ["a link that runs a script past a tab", <a key="a" href={script.replace("vas", "va\ts")}>x</a>],
    ["a form that runs a script", <form key="a" action={script.trim()} />],
    ["a drawing's attribute that only React can write", <path key="a" d="M0" strokeDasharray="2" />],
    ["a link that runs a script", <a key="a" href={script}>x</a>],
    ["markup from elsewhere", <p key="a" {...markup} />],
  ]; // biome-ignore format: a list of parts
  for (const [what, part] of parts) {
    test(what, () => {
      expect(textOf(<div>{part}</div>)).toBeNull();
    });
  }

  test("then it is drawn all the same", () => {
    const drawn = renderToStaticMarkup(<Still as="section" className="a"><input defaultValue="x" /></Still>); // biome-ignore format: one line
    expect(drawn).toBe('<section class="a"><input value="x"/></section>');
  });
});
