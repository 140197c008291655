import { rescreenCustomers } from "@/lib/operations/rescreen-customers";
import { loadList } from "@/lib/screening/load-list";
import type { Acts } from "./acts";
import type { DemoBank } from "./found";

const names = `7101,"VARGANOV, Timur Edvardovich",individual,DEMO-1,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 04 Mar 1961; POB Tashkent, Uzbekistan; nationality Uzbekistan; Passport AB1234567 (Uzbekistan)."
7102,"AL-KHARSANI, Nadim Yusri",individual,DEMO-1,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB circa 1970; citizen Jordan."
7103,"QUESTOR MARITIME TRADING LTD",-0-,DEMO-2,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"Registration Number 99812 (Malta)."
7104,"SEA LANTERN",vessel,DEMO-2,-0-,9HXY7,Tanker,-0-,-0-,Malta,-0-,-0-
7105,"OKONJO, Festus Tamuno",individual,DEMO-2,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 01 Jan 1958 to 31 Dec 1959; nationality Nigeria."
7106,"BERGSTROM-HALE, Cornelia",individual,DEMO-1,-0-,-0-,-0-,-0-,-0-,-0-,-0-,"DOB 1981; nationality Sweden."
`;
const otherNames = `7101,9001,aka,"VARGANOFF, Timour",-0-
7103,9003,aka,"QUESTOR SHIPPING",-0-
`;
const addresses = `7101,5001,"12 Navoi Street",Tashkent,Uzbekistan,-0-
7103,5003,-0-,Valletta,Malta,-0-
`;

/** The bank's own list, in the published form. Nobody on it exists. */
export async function loadOwnList(bank: DemoBank, acts: Acts): Promise<void> {
  const { compliance } = bank.staff;
  if (!compliance) throw new Error("The demo bank has no compliance officer");
  await loadList(acts.staff(compliance), {
    key: acts.key(),
    source: "own",
    version: acts.today(),
    files: { names: Buffer.from(names), aliases: Buffer.from(otherNames), addresses: Buffer.from(addresses) },
  });
  await rescreenCustomers(acts.job("screening"));
}
