import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";
import { describe, expect, test } from "vitest";

const root = process.cwd();

/** Domains stand in one line and import only leftwards (docs: architecture). */
const line = [
  "core", "calendar", "audit", "command", "notifications", "identity", "approvals", "screening", "customers", "products", "ledger", "exchange",
  "accounts", "interest", "fees", "cash", "payments", "loans", "statements", "reports", "operations", "web",
]; // biome-ignore format: one line of domains

const source = (folder: string): string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((file) => join(folder, file))
        .filter((file) => /\.tsx?$/.test(file) && statSync(join(root, file)).isFile())
    : [];

const files = ["app", "components", "db", "lib"]
  .flatMap(source)
  .concat(existsSync(join(root, "proxy.ts")) ? ["proxy.ts"] : []);
const textOf = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
const isClient = (file: string) => /^"use client"/m.test(textOf.get(file) ?? "");

/** What a file imports at run time: packages by name, own files by path. */
function importsOf(file: string, { types = false } = {}): string[] {
  const found = (textOf.get(file) ?? "").matchAll(/^(?:import|export)\s+(type\s)?([^"';]*?from\s+)?"([^"]+)"/gm);
  return [...found]
    .filter((match) => types || !isTypeOnly(match))
    .map((match) => resolveImport(file, match[3] as string));
}

function isTypeOnly([, type, names]: RegExpExecArray): boolean {
  if (type) return true;
  const inside = /\{([^}]*)\}/.exec(names ?? "")?.[1];
  return (
    inside !== undefined &&
    !/^[^{]*\w+\s*,\s*\{/.test(names ?? "") &&
    inside.split(",").every((name) => /^\s*(type\s.*)?$/.test(name))
  );
}

function resolveImport(file: string, specifier: string): string {
  const own = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? normalize(join(dirname(file), specifier))
      : null;
  if (own === null) return specifier;
  return [own, `${own}.ts`, `${own}.tsx`].find((path) => textOf.has(path)) ?? own;
}

const domainOf = (file: string) => (file.startsWith("lib/") ? file.split("/")[1] : undefined);

describe("the layers", () => {
  test("domains import only leftwards, also for types", () => {
    const wrong = files.flatMap((file) => {
      const from = domainOf(file);
      if (!from) return [];
      return importsOf(file, { types: !file.includes("lib/core/context") })
        .filter((target) => domainOf(target) && line.indexOf(domainOf(target) as string) > line.indexOf(from))
        .map((target) => `${file} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test("every folder of lib stands in the line", () => {
    expect(readdirSync(join(root, "lib")).filter((folder) => !line.includes(folder))).toEqual([]);
  });

  test("only lib/web and app know Next, and only lib/web and the database layer open connections", () => {
    const wrong = files
      .filter((file) => file.startsWith("lib/") && domainOf(file) !== "web")
      .flatMap((file) =>
        importsOf(file, { types: true })
          .filter((target) => /^(next|next-auth|server-only|react)(\/|$)/.test(target))
          .map((target) => `${file} imports ${target}`),
      );
    expect(wrong).toEqual([]);
  });

  test("the database layer imports nothing of the domains at run time but core", () => {
    const wrong = source("db").flatMap((file) =>
      importsOf(file)
        .filter((target) => domainOf(target) && domainOf(target) !== "core")
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("components know no database, no command and no request", () => {
    const wrong = source("components").flatMap((file) =>
      importsOf(file, { types: true })
        .filter(
          (target) =>
            target.startsWith("db/") ||
            /^next\/(headers|cookies)/.test(target) ||
            (domainOf(target) && domainOf(target) !== "core" && !target.endsWith("/schema.ts")),
        )
        .map((target) => `${file} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  const reaches = (file: string, path: string[] = []): string[] => {
    if (path.includes(file)) return [];
    const here = [...path, file];
    if (file.startsWith("db/") || /^(postgres|drizzle-orm|server-only|node:)/.test(file)) return [here.join(" → ")];
    if (!textOf.has(file) || /^"use server"/m.test(textOf.get(file) ?? "")) return [];
    return importsOf(file).flatMap((target) => reaches(target, here));
  };

  test("nothing that runs in the browser reaches the database or a command (control 7)", () => {
    expect(files.filter(isClient).flatMap((file) => reaches(file))).toEqual([]);
  });

  test.each([
    [
      "a command",
      'import { changeRoles } from "@/lib/operations/change-roles";',
      "lib/operations/change-roles.ts → db/client.ts",
    ],
    [
      "a query",
      'import {\n  readStaff,\n} from "../../lib/identity/staff-queries";',
      "lib/identity/staff-queries.ts → db/client.ts",
    ],
    ["the database", 'import { sqlOf } from "@/db/client";', "db/client.ts"],
    ["the session", 'import { requireStaff } from "@/lib/web/session";', "lib/web/session.ts → server-only"],
    [
      "what passes a command on",
      'export { changeRoles } from "@/lib/operations/change-roles";',
      "lib/operations/change-roles.ts → db/client.ts",
    ],
  ])("a component of the browser that imports %s does not pass (control 7)", (_, line, found) => {
    const file = "components/ui/slipped.tsx";
    textOf.set(file, `"use client";\n\n${line}\n`);
    expect(reaches(file)).toContain(`${file} → ${found}`);
    textOf.set(file, `"use client";\n\n${line.replace(/^(import|export)/, "$1 type")}\n`);
    expect(reaches(file), "a type stays behind").toEqual([]);
    textOf.delete(file);
  });

  test("the server asks no address: only the browser fetches, and only the bank's own pages (control 66)", () => {
    const asks = files.filter((file) => /\bfetch\(|from "(node:)?https?"|undici|axios/.test(textOf.get(file) ?? ""));
    const calls = asks.flatMap((file) =>
      [...(textOf.get(file) as string).matchAll(/\bfetch\(([^\n,)]*)/g)].map((match) => match[1]),
    );
    // A module beside a component of the browser runs there as well.
    expect(asks.filter((file) => !file.startsWith("app/") && !file.startsWith("components/"))).toEqual([]);
    expect(calls.length).toBeGreaterThan(3);
    expect(calls.filter((call) => !/^([`"]\/[a-z]|form\.action$|action$|$)/.test(call as string))).toEqual([]);
  });

  test("a page that reads one customer's data records the look (control 53)", () => {
    // What answers a customer, an account with its owners, a loan with its borrower, a receipt or what is asked on them.
    const readers =
      /\b(readCustomer|accountPage|counterService|exchangeService|loanDetail|applicationForm|reviewPack|readApproval|readHit|unusualCash|receiptOf|exchangeSlipOf)\(/;
    const recorded = /\brecord(View|AccountView|CustomerViews?|ReceiptView)\(/;
    const reading = files.filter((file) => file.startsWith("app/(staff)/") && readers.test(textOf.get(file) ?? ""));
    expect(reading.length).toBeGreaterThan(10);
    expect(reading.filter((file) => !recorded.test(textOf.get(file) ?? ""))).toEqual([]);
  });

  test("routes hold no query of their own", () => {
    const wrong = source("app").filter((file) =>
      importsOf(file).some(
        (target) => target.startsWith("drizzle-orm") || target === "postgres" || target.startsWith("db/schema"),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test("pages and layouts await guards, parameters and what they ask, so that an outage is told as one (control 73)", () => {
    const awaited =
      /^(ask\(|require\w+\(|(staff|customer)Session\(|urlParams\(|params\b|searchParams\b|headers\(\)|cookies\(\)|chosenTheme\(\)|formFailed\(\))/;
    const wrong = files
      .filter((file) => /^app\/.*(page|layout)\.tsx$/.test(file))
      .flatMap((file) =>
        [...(textOf.get(file) as string).matchAll(/\bawait ([^\n]*)/g)]
          .filter(([, rest]) => !awaited.test(rest as string))
          .map(([whole]) => `${file}: ${whole}`),
      );
    expect(wrong).toEqual([]);
  });

  test("what a customer's pages ask sees that customer's rows only, except what is of the bank or the sign-in (control 49)", () => {
    const others = /^(bankFacts|ownSessions|ownFactors|transferCheckPage|typedPayment)\(/;
    const wrong = files
      .filter((file) => /^app\/\(customer\)\/.*page\.tsx$/.test(file))
      .flatMap((file) =>
        [...(textOf.get(file) as string).matchAll(/\bask\(\s*([^\n]*)/g)]
          .filter(([, asked]) => !/^readOwn\(/.test(asked as string) && !others.test(asked as string))
          .map(([whole]) => `${file}: ${whole}`),
      );
    expect(wrong).toEqual([]);
  });

  test("a file of server actions exports nothing but formAction(...) (control 1)", () => {
    const wrong = files
      .filter((file) => /^"use server"/m.test(textOf.get(file) ?? ""))
      .flatMap((file) =>
        [...(textOf.get(file) as string).matchAll(/^export\s+(.*)$/gm)]
          .filter(([, rest]) => !/^const \w+ = formAction\(/.test(rest as string))
          .map(([whole]) => `${file}: ${whole}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("commands", () => {
  const commands = files.filter(
    (file) =>
      domainOf(file) &&
      !["command", "ledger", "web"].includes(domainOf(file) as string) &&
      /(?<!function )\b(transact|transactOnce|moneyCommand)(<[^;]*?>)?\(/s.test(textOf.get(file) ?? ""),
  );

  /** A command and the files of its own domain that it is made of. */
  const bodyOf = (file: string, seen = new Set<string>()): string => {
    if (seen.has(file)) return "";
    seen.add(file);
    const own = importsOf(file).filter((target) => domainOf(target) === domainOf(file) && textOf.has(target));
    return (textOf.get(file) ?? "") + own.map((target) => bodyOf(target, seen)).join("");
  };

  test("there are commands, and each authorises and records", () => {
    expect(commands.length).toBeGreaterThan(20);
    const open = commands.filter((file) => !/\bauthorize\(/.test(bodyOf(file)));
    const silent = commands.filter(
      (file) => !/\b(record|recordMany|recordStatus|recordChange|moneyCommand)\b/.test(bodyOf(file)),
    );
    expect({ open, silent }).toEqual({ open: [], silent: [] });
  });

  test("a command's file is named after its function", () => {
    const wrong = commands.filter((file) => {
      const name = relative(dirname(file), file).replace(/\.ts$/, "");
      const camel = name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
      return !new RegExp(`export (const|function|async function) ${camel}\\b`).test(textOf.get(file) ?? "");
    });
    expect(wrong).toEqual([]);
  });
});

describe("the ledger's one writer (ledger: promise 7)", () => {
  const writes = (table: string) => {
    const insert = new RegExp(`\\binsert\\s+into\\s+(public\\.)?"?${table}"?\\b`, "i");
    const builder = new RegExp(
      `\\binsert\\(\\s*(schema\\.)?${table.replace(/_(.)/g, (_, one: string) => one.toUpperCase())}\\b`,
    );
    return ["app", "bench", "components", "db", "lib", "scripts"]
      .flatMap((folder) =>
        readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => join(folder, file)),
      )
      .filter((file) => /\.(ts|tsx|mjs)$/.test(file))
      .filter((file) => {
        const text = readFileSync(join(root, file), "utf8");
        return insert.test(text) || builder.test(text);
      })
      .sort();
  };

  test.each(["journal_entries", "postings"])(
    "%s are inserted by postEntries, and by the bulk loader of bench/load",
    (table) => {
      const writers = writes(table);
      expect(writers).toContain("lib/ledger/post-entries.ts");
      expect(
        writers.filter((file) => file !== "lib/ledger/post-entries.ts" && !file.startsWith("bench/load/")),
      ).toEqual([]);
    },
  );
});

describe("rights", () => {
  test("are read from the roles held today: a role past its last day opens nothing anywhere (control 46)", () => {
    const table = /\b(from|join)\s+user_roles\b|userRoles/;
    const reading = files.filter((file) => file.startsWith("lib/") && table.test(textOf.get(file) ?? ""));
    expect(reading.sort()).toEqual(["lib/operations/change-roles.ts", "lib/operations/expire-roles.ts"]);
  });
});

describe("money and time", () => {
  test("no float touches money and no host clock the banking date (control 36)", () => {
    const patterns = [/\bparseFloat\(/, /\.toFixed\(/, /\bDate\.now\(/, /new Date\(\)/];
    const wrong = files
      .filter((file) => file.startsWith("lib/") || file.startsWith("app/") || file.startsWith("components/"))
      .flatMap((file) => [
        ...patterns.filter((pattern) => pattern.test(exact(file))).map((pattern) => `${file}: ${pattern}`),
        ...floatsIn(textOf.get(file) as string).map((found) => `${file}: ${found}`),
      ]);
    expect(wrong).toEqual([]);
  });

  test.each([
    "Number(x.balance_after)",
    "Number(rows.map((row) => row.amountMinor)[0] ?? 0n)",
    "Number.parseInt(String(minor), 10)",
    "const sum = +row.minor;",
    "share(+held.balance, 3)",
    "Math.round(amount * 1.02)",
    "type Line = { feeMinor: number };",
    "sql`select sum(amount_minor)::float8 as minor`",
    "sql`select balance::double precision from account_balances`",
  ])("and what would make a float of money is found: %s", (code) => {
    expect(floatsIn(code)).toHaveLength(1);
  });

  test.each([
    "Number(written[0]?.n ?? 0n)",
    "const after = before.balance + moved.minor;",
    "type Line = { amountMinor: bigint; movements: number };",
    "statementNumber(page.balance)",
    "sql`select balance::text from account_balances`",
  ])("and what does not is left alone: %s", (code) => {
    expect(floatsIn(code)).toEqual([]);
  });

  /** Where a text makes a number of something that bears the name of money. */
  function floatsIn(text: string): string[] {
    const money = /minor|balance|amount|principal|interest|\bmoney\b/i;
    const made = [...text.matchAll(/(?<![\w.])(?:Number(?:\.parseInt|\.parseFloat)?|parseInt|Math\.\w+)\(/g)]
      .map(({ index, 0: call }) => call + insideOf(text, index + call.length))
      .filter((call) => money.test(call));
    const others = [
      /(?:[=(,:?[&|]|\breturn|=>)\s*\+[\w.?]*(?:minor|balance|amount)/gi,
      /\b\w*(?:minor|balance|amount)\??: number\b/gi,
      /\b\w*(?:minor|balance|amount)\w*\)?::(?:float|double|real)/gi,
    ].flatMap((pattern) => [...text.matchAll(pattern)].map(([found]) => found));
    return [...made, ...others];
  }

  /** What stands between a bracket and the one that closes it. */
  function insideOf(text: string, from: number): string {
    let [open, at] = [1, from];
    while (open > 0 && at < text.length) {
      if (text[at] === "(") open += 1;
      if (text[at] === ")") open -= 1;
      at += 1;
    }
    return text.slice(from, at);
  }

  /** Where decimal.js is used, its own toFixed is exact. */
  const exact = (file: string) => {
    const text = textOf.get(file) ?? "";
    return importsOf(file).some((target) => target === "decimal.js" || target === "lib/core/decimal.ts")
      ? text.replaceAll(".toFixed(", "")
      : text;
  };

  test("no pattern is made of what somebody typed (control 64)", () => {
    expect(files.filter((file) => /\bRegExp\(/.test(textOf.get(file) ?? ""))).toEqual([]);
  });

  test("no SQL is put together from text (control 65)", () => {
    const wrong = files.filter(
      (file) =>
        /sql\.(raw|identifier)\(|\.as\((?!"[\w ]+"\))|\.unsafe\(`[^`]*\$\{/.test(textOf.get(file) ?? "") &&
        !file.startsWith("db/"),
    );
    expect(wrong).toEqual([]);
  });
});
