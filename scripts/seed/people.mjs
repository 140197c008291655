// The people of the demo bank who sign in. Their passwords and the keys of their authenticators are fixed and public:
// they exist in demo data only.
import { createHash } from "node:crypto";

/** Staff with branch and roles. */
export const demoStaff = [
  { signInName: "teller", name: "Mara Lind", branch: "001", roles: ["teller"], title: "Teller, Harbour" },
  { signInName: "teller2", name: "Kofi Ferro", branch: "001", roles: ["teller"], title: "Teller, Harbour" },
  {
    signInName: "custodian",
    name: "Ines Halloran",
    branch: "001",
    roles: ["vault_custodian"],
    title: "Vault custodian, Harbour",
  },
  {
    signInName: "service",
    name: "Tomas Reuter",
    branch: "001",
    roles: ["service_officer"],
    title: "Service officer, Harbour",
  },
  { signInName: "loans", name: "Priya Nair", branch: "001", roles: ["loan_officer"], title: "Loan officer, Harbour" },
  {
    signInName: "manager",
    name: "Ruth Castellan",
    branch: "001",
    roles: ["branch_manager"],
    title: "Branch manager, Harbour",
  },
  { signInName: "teller.oldtown", name: "Yusuf Adler", branch: "002", roles: ["teller"], title: "Teller, Old Town" },
  { signInName: "teller2.oldtown", name: "Greta Olsen", branch: "002", roles: ["teller"], title: "Teller, Old Town" },
  {
    signInName: "custodian.oldtown",
    name: "Birgit Szabo",
    branch: "002",
    roles: ["vault_custodian"],
    title: "Vault custodian, Old Town",
  },
  {
    signInName: "service.oldtown",
    name: "Elena Fiore",
    branch: "002",
    roles: ["service_officer"],
    title: "Service officer, Old Town",
  },
  {
    signInName: "loans.oldtown",
    name: "Mikael Storm",
    branch: "002",
    roles: ["loan_officer"],
    // Stands in for a colleague on leave: the role ends by itself.
    until: { loan_officer: "2027-05-31" },
    title: "Loan officer, Old Town",
  },
  {
    signInName: "manager.oldtown",
    name: "Adaeze Brandt",
    branch: "002",
    roles: ["branch_manager"],
    title: "Branch manager, Old Town",
  },
  {
    signInName: "loanops",
    name: "Sofia Klein",
    branch: "000",
    roles: ["loan_operations"],
    title: "Loan operations, head office",
  },
  {
    signInName: "credit",
    name: "Henrik Vale",
    branch: "000",
    roles: ["credit_approver"],
    title: "Credit approver, head office",
  },
  {
    signInName: "operations",
    name: "Noor Haddad",
    branch: "000",
    roles: ["operations"],
    title: "Operations, head office",
  },
  {
    signInName: "finance",
    name: "Paul Ostrow",
    branch: "000",
    roles: ["finance_officer"],
    title: "Finance officer, head office",
  },
  // What one finance officer enters in the books by hand, the other agrees to.
  {
    signInName: "finance2",
    name: "Ilse Brandauer",
    branch: "000",
    roles: ["finance_officer"],
    title: "Finance officer, head office",
  },
  {
    signInName: "compliance",
    name: "Lea Moreau",
    branch: "000",
    roles: ["compliance_officer"],
    title: "Compliance officer, head office",
  },
  // A freeze is lifted by two of them.
  {
    signInName: "compliance2",
    name: "Arvid Nyström",
    branch: "000",
    roles: ["compliance_officer"],
    title: "Compliance officer, head office",
  },
  { signInName: "auditor", name: "Jan Whitlock", branch: "000", roles: ["auditor"], title: "Auditor, head office" },
  {
    signInName: "admin",
    name: "Olga Brenner",
    branch: "000",
    roles: ["administrator"],
    title: "Administrator, head office",
  },
  // What one administrator asks for, the other decides.
  {
    signInName: "admin2",
    name: "Tomasz Wilk",
    branch: "000",
    roles: ["administrator"],
    title: "Administrator, head office",
  },
];

/** Customers who have enrolled, by their name in the customers' table. */
export const demoCustomers = [
  { signInName: "amina", name: "Amina Okafor" },
  { signInName: "jonas", name: "Jonas Brandt" },
  { signInName: "lucia", name: "Lucia Sousa" },
  { signInName: "nikolai", name: "Nikolai Petrov" },
  // Has an account in dollars beside the one in euros.
  { signInName: "siobhan", name: "Siobhán O’Brien" },
];

export const staffPassword = "ledger paper and ink";
export const customerPassword = "harbour lights at dusk";

/** What `npm run up` prints. */
export const demoSignIns = [
  ...demoStaff.map(({ title, name, signInName }) => ({ role: title, name, signInName, password: staffPassword })),
  ...demoCustomers.map(({ name, signInName }) => ({ role: "Customer", name, signInName, password: customerPassword })),
];

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The key of a demo person's authenticator, always the same; `npm run code -- NAME` shows its code of the moment. */
export function demoSecretOf(signInName) {
  const digest = createHash("sha256").update(`countinghouse demo authenticator ${signInName}`).digest();
  return [...digest].map((byte) => BASE32[byte & 31]).join("");
}
