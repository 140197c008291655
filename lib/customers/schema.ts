import { z } from "zod";
import { refusal } from "../core/errors";
import { field } from "../core/field";
import {
  birthDate,
  checkbox,
  choice,
  country,
  date,
  email,
  idField,
  key,
  lei,
  personName,
  phone,
  share,
  text,
} from "../core/fields";
import { readText } from "../core/read-text";

const customerId = idField("customer");
/** When the application was last submitted, as the decider saw it: a decision on anything else is stale. */
const seen = text({ what: "the application", max: 40 });
const reason = text({ what: "a reason", max: 300, multiline: true });

/** A field of a draft may still be empty; what is typed must be right. */
const ifTyped = <Field extends z.ZodType>(field: Field) => z.preprocess(blankAsAbsent, field.optional());

export const documentKinds = ["passport", "national_id", "residence_permit", "driving_licence"] as const;
export type DocumentKind = (typeof documentKinds)[number];
export const documentNames: Record<DocumentKind, string> = {
  passport: "Passport",
  national_id: "National identity card",
  residence_permit: "Residence permit",
  driving_licence: "Driving licence",
};

/** The ratings a branch manager may give; `prohibited` is for compliance. */
export const givenRiskRatings = ["low", "medium", "high"] as const;
export type RiskRating = (typeof givenRiskRatings)[number] | "prohibited";

const identity = {
  fullName: personName({ what: "the full name" }),
  birthDate: ifTyped(birthDate),
  nationality: ifTyped(country),
};

export const startOnboardingInput = z.strictObject({
  key,
  ...identity,
  phone: ifTyped(phone),
  email: ifTyped(email),
});

export const saveIdentityInput = z.strictObject({ section: z.literal("identity"), customerId, ...identity });

const address = {
  street: text({ what: "the street", max: 140 }),
  postcode: text({ what: "the postcode", max: 16 }),
  city: text({ what: "the city", max: 80 }),
  country,
};

export const saveContactInput = askedTogether(
  z.strictObject({
    section: z.literal("contact"),
    customerId,
    phone: ifTyped(phone),
    email: ifTyped(email),
    street: ifTyped(address.street),
    postcode: ifTyped(address.postcode),
    city: ifTyped(address.city),
    country: ifTyped(country),
  }),
  {
    street: "Enter the street, or leave the whole address empty.",
    postcode: "Enter the postcode, or leave the whole address empty.",
    city: "Enter the city, or leave the whole address empty.",
    country: "Choose the country, or leave the whole address empty.",
  },
  // The form begins with the country: it alone is no address.
  ["country"],
);

/** How an active customer is reached: nothing of it may be missing. */
export const changeContactInput = z.strictObject({ key, customerId, phone, email, ...address });

export const saveDocumentInput = z.strictObject({
  section: z.literal("document"),
  customerId,
  documentKind: choice("the kind of document", documentKinds),
  documentCountry: country,
  /** Left empty, the number on file stays. */
  documentNumber: ifTyped(text({ what: "the document number", max: 40 })),
  documentIssuedOn: ifTyped(date({ what: "the date of issue" })),
  documentExpiresOn: date({ what: "the date of expiry" }),
});

export const documentSides = ["front", "back"] as const;
export const organisationPapers = ["register_extract", "articles", "other_paper"] as const;
export const scanSides = [...documentSides, ...organisationPapers] as const;
export type ScanSide = (typeof scanSides)[number];
export const scanSideNames: Record<ScanSide, string> = {
  front: "Front or photo page",
  back: "Back",
  register_extract: "Register extract",
  articles: "Articles",
  other_paper: "Another paper",
};

export const addScanInput = z.strictObject({
  customerId,
  side: choice("what it shows", scanSides),
  fileName: z.string().max(2_000),
  fileType: z.string().max(200),
  content: z.instanceof(Uint8Array<ArrayBufferLike>),
});

export const addNoteInput = z.strictObject({
  key,
  customerId,
  note: text({ what: "the note", max: 500, multiline: true }),
});

export const decideLikenessInput = z.strictObject({
  key,
  customerId,
  otherId: idField("customer"),
  decision: choice("whether it is the same person", ["same", "different"]),
  reason,
});

export const changeIdentityInput = z.strictObject({
  key,
  customerId,
  fullName: identity.fullName,
  birthDate,
  nationality: country,
  ...saveDocumentInput.omit({ section: true, customerId: true }).shape,
  reason,
});

/** The facts of which two records of one person may say different things. */
export const mergeFacts = [
  "fullName",
  "birthDate",
  "nationality",
  "phone",
  "email",
  "address",
  "document",
  "declarations",
] as const;
export type MergeFact = (typeof mergeFacts)[number];
export const mergeFactNames: Record<MergeFact, string> = {
  fullName: "Full name",
  birthDate: "Date of birth",
  nationality: "Nationality",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  document: "Identity document",
  declarations: "Tax, purpose and declarations",
};
const whose = choice("which record says it right", ["kept", "other"]);

/** The record that stays, the one that ends in it, and for each fact whose stays. */
export const mergeCustomersInput = z.strictObject({
  key,
  customerId,
  otherId: idField("customer"),
  fullName: whose,
  birthDate: whose,
  nationality: whose,
  phone: whose,
  email: whose,
  address: whose,
  document: whose,
  declarations: whose,
  reason,
});

/** The facts of which two records of one organisation may say different things. */
export const organisationMergeFacts = [
  "fullName",
  "legalForm",
  "tradingNames",
  "registration",
  "incorporatedOn",
  "lei",
  "phone",
  "email",
  "address",
  "business",
  "people",
] as const;
export type OrganisationMergeFact = (typeof organisationMergeFacts)[number];
export const organisationMergeFactNames: Record<OrganisationMergeFact, string> = {
  fullName: "Registered name",
  legalForm: "Legal form",
  tradingNames: "Trading names",
  registration: "Registration number",
  incorporatedOn: "Date of incorporation",
  lei: "LEI",
  phone: "Phone",
  email: "E-mail",
  address: "Address",
  business: "Business, tax and purpose",
  people: "People behind it",
};

/** The record of an organisation that stays, the one that ends in it, and for each fact whose stays. */
export const mergeOrganisationsInput = z.strictObject({
  key,
  customerId,
  otherId: idField("customer"),
  fullName: whose,
  legalForm: whose,
  tradingNames: whose,
  registration: whose,
  incorporatedOn: whose,
  lei: whose,
  phone: whose,
  email: whose,
  address: whose,
  business: whose,
  people: whose,
  reason,
});

export const purposes = ["daily_payments", "savings", "loan", "business", "other"] as const;
export const purposeNames: Record<(typeof purposes)[number], string> = {
  daily_payments: "Daily payments",
  savings: "Savings",
  loan: "A loan",
  business: "Business",
  other: "Something else",
};
export const fundSources = ["salary", "pension", "business", "investments", "inheritance", "other"] as const;
/** Where the money of an organisation comes from. */
export const organisationFunds = ["trade", "investments", "capital", "grants", "other"] as const;
type FundSource = (typeof fundSources)[number] | (typeof organisationFunds)[number];
export const fundNames: Record<FundSource, string> = {
  salary: "Salary",
  pension: "Pension or benefits",
  business: "Own business",
  investments: "Investments or rent",
  inheritance: "Inheritance or gift",
  trade: "Sales and services",
  capital: "Capital from its owners",
  grants: "Grants and donations",
  other: "Something else",
};
export const activities = ["to_2000", "to_10000", "to_50000", "over_50000"] as const;
export const organisationActivities = ["to_10000", "to_50000", "to_250000", "over_250000"] as const;
type Activity = (typeof activities)[number] | (typeof organisationActivities)[number];
export const activityNames: Record<Activity, string> = {
  to_2000: "Up to 2,000",
  to_10000: "2,000 to 10,000",
  to_50000: "10,000 to 50,000",
  over_50000: "More than 50,000",
  to_250000: "50,000 to 250,000",
  over_250000: "More than 250,000",
};
/** The wording of the consent that people agree to now; what they agreed to stays with them. */
export const CONSENT_VERSION = "2026-01";
export type Declarations = {
  taxCountry: string;
  hasTaxNumber: boolean;
  purpose: (typeof purposes)[number];
  sourceOfFunds: FundSource;
  expectedMonthly: Activity;
  politicallyExposed: boolean;
  exposure: string | null;
  consentVersion: string;
};

export const saveDeclarationsInput = z.strictObject({
  section: z.literal("declarations"),
  customerId,
  taxCountry: country,
  /** Left empty, the number on file stays. */
  taxNumber: ifTyped(text({ what: "the tax number", max: 40 })),
  purpose: choice("what the person wants to use the bank for", purposes),
  sourceOfFunds: choice("where the money comes from", fundSources),
  expectedMonthly: choice("how much is expected", activities),
  politicallyExposed: choice("yes or no", ["yes", "no"]),
  exposure: ifTyped(text({ what: "the office and who holds it", max: 300 })),
  consent: checkbox,
});

export const legalForms = [
  "limited_company",
  "public_company",
  "partnership",
  "sole_trader",
  "cooperative",
  "association",
  "foundation",
  "trust",
  "public_body",
  "other",
] as const;
export type LegalForm = (typeof legalForms)[number];
export const legalFormNames: Record<LegalForm, string> = {
  limited_company: "Private limited company",
  public_company: "Public limited company",
  partnership: "Partnership",
  sole_trader: "Sole trader",
  cooperative: "Cooperative",
  association: "Association",
  foundation: "Foundation",
  trust: "Trust",
  public_body: "Public body",
  other: "Another form",
};

const MOST_NAMES = 8;
/** Names an organisation trades under, each on a line of its own. */
const tradingNames = field(
  () => refusal("required", { what: "the trading names" }),
  (typed): string[] => {
    const lines = readText(typed, { what: "the trading names", max: 1_200, multiline: true }).split("\n");
    const names = lines.map((line) => line.trim()).filter((line) => line !== "");
    if (names.length > MOST_NAMES) throw refusal("names_many", { max: MOST_NAMES });
    return [...new Set(names.map((name) => readText(name, { what: "the trading name", max: 140 })))];
  },
);

const registrationNo = field(
  () => refusal("required", { what: "the registration number" }),
  (typed): string => {
    const number = readText(typed, { what: "the registration number", max: 40 });
    if (!/^[A-Z0-9]{3,30}$/.test(registrationKey(number))) throw refusal("registration_no_form");
    return number;
  },
);

/** A registration number as it is compared: capitals and digits, without the gaps and strokes people type. */
export function registrationKey(number: string): string {
  return number
    .normalize("NFKC")
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
}

const organisation = {
  fullName: text({ what: "the registered name", max: 140 }),
  legalForm: choice("the legal form", legalForms),
  tradingNames: ifTyped(tradingNames),
  registrationNo: ifTyped(registrationNo),
  registerCountry: ifTyped(country),
  incorporatedOn: ifTyped(date({ what: "the date of incorporation" })),
  lei: ifTyped(lei),
};
const registerAsked = { registerCountry: "Choose the country of the register." };

export const startOrganisationInput = askedWith(
  z.strictObject({ key, ...organisation }),
  "registrationNo",
  registerAsked,
);

export const saveOrganisationInput = askedWith(
  z.strictObject({ section: z.literal("organisation"), customerId, ...organisation }),
  "registrationNo",
  registerAsked,
);

export const saveBusinessInput = z.strictObject({
  section: z.literal("business"),
  customerId,
  activity: text({ what: "what it does", max: 300, multiline: true }),
  taxCountry: country,
  /** Left empty, the number on file stays. */
  taxNumber: ifTyped(text({ what: "the tax number", max: 40 })),
  purpose: choice("what it wants to use the bank for", purposes),
  sourceOfFunds: choice("where the money comes from", organisationFunds),
  expectedMonthly: choice("how much is expected", organisationActivities),
  consent: checkbox,
});

export const reviewOrganisationInput = saveBusinessInput.extend({ key });

export const changeOrganisationInput = z.strictObject({
  key,
  customerId,
  ...organisation,
  registrationNo,
  registerCountry: country,
  incorporatedOn: date({ what: "the date of incorporation" }),
  reason,
});

export const controlKinds = ["none", "direct", "indirect", "other_means", "senior_official"] as const;
export type Control = Exclude<(typeof controlKinds)[number], "none">;
export const controlNames: Record<(typeof controlKinds)[number], string> = {
  none: "Neither owns nor controls it",
  direct: "Owns 25 % or more",
  indirect: "Owns 25 % or more through others",
  other_means: "Controls it in another way",
  senior_official: "Leads it, where nobody owns or controls it",
};

/** A person behind an organisation. Without `personId` a new card; `linkedId` is a customer who is not typed anew. */
export const savePersonInput = z.strictObject({
  key,
  customerId,
  personId: idField("organisationPerson").optional(),
  linkedId: idField("customer").optional(),
  fullName: ifTyped(personName({ what: "the full name" })),
  birthDate: ifTyped(birthDate),
  nationality: ifTyped(country),
  residence: ifTyped(country),
  politicallyExposed: ifTyped(choice("yes or no", ["yes", "no"])),
  exposure: ifTyped(text({ what: "the office and who holds it", max: 300 })),
  director: checkbox,
  signatory: checkbox,
  control: choice("whether they own or control it", controlKinds),
  share: ifTyped(share),
  chainNote: ifTyped(text({ what: "the chain", max: 300, multiline: true })),
  /** Why it changes, once the organisation is a customer. */
  reason: ifTyped(reason),
});

export const removePersonInput = z.strictObject({
  key,
  customerId,
  personId: idField("organisationPerson"),
  reason: ifTyped(reason),
});

export const reviewCustomerInput = saveDeclarationsInput.extend({ key });

export type SaveOnboardingDraftInput =
  | z.output<typeof saveIdentityInput>
  | z.output<typeof saveOrganisationInput>
  | z.output<typeof saveBusinessInput>
  | z.output<typeof saveContactInput>
  | z.output<typeof saveDocumentInput>
  | z.output<typeof saveDeclarationsInput>;

export const guardianBases = ["parent", "court"] as const;
export type GuardianBasis = (typeof guardianBases)[number];
export const guardianBasisNames: Record<GuardianBasis, string> = {
  parent: "Parent",
  court: "Appointed by a court",
};

/** Somebody who acts for a person under age, with the paper that shows it. */
export const addGuardianInput = z.strictObject({
  key,
  customerId,
  guardianNo: text({ what: "the customer number", max: 40 }),
  basis: choice("why they act for the person", guardianBases),
  paper: text({ what: "the paper that shows it", max: 140 }),
});

export const endGuardianInput = z.strictObject({
  key,
  customerId,
  guardianshipId: idField("guardianship"),
  reason,
});

export const submitCustomerInput = z.strictObject({ key, customerId });
export const deleteCustomerInput = z.strictObject({ key, customerId });
export const closeCustomerInput = z.strictObject({ key, customerId, reason });
export const placeLegalHoldInput = z.strictObject({ key, customerId, reason });
export const liftLegalHoldInput = z.strictObject({ key, customerId, reason });
/** Left empty where the death that was recorded was none. */
export const recordDeathInput = z.strictObject({
  key,
  customerId,
  diedOn: ifTyped(date({ what: "the date of death" })),
  reason,
});
export const eraseCustomerInput = z.strictObject({ key, customerId, reason });
export const reopenCustomerInput = z.strictObject({ key, customerId, reason });
export const withdrawCustomerInput = z.strictObject({ key, customerId, reason });
export const approveCustomerInput = z.strictObject({
  key,
  customerId,
  seen,
  riskRating: choice("the risk rating", givenRiskRatings),
  /** Why the manager consents to serve somebody of high risk. */
  consentReason: ifTyped(reason),
});
export const consentToCustomerInput = z.strictObject({ key, customerId, reason });
export const judgeRiskInput = z.strictObject({
  key,
  customerId,
  riskRating: choice("the risk rating", givenRiskRatings),
  /** The last day on which the judgement counts. */
  until: date({ what: "the last day" }),
  reason,
});
export const liftProhibitionInput = z.strictObject({ key, customerId, reason });
export const acceptCustomerInput = z.strictObject({
  key,
  customerId,
  seen,
  decision: choice("what you decide", ["accept", "reject"]),
  reason,
});
export const returnCustomerInput = z.strictObject({ key, customerId, seen, reason });
export const rejectCustomerInput = z.strictObject({ key, customerId, seen, reason });

/** Empty text, and a date of which no part is typed. */
function blankAsAbsent(typed: unknown): unknown {
  const blank =
    typed === "" || (typeof typed === "object" && typed !== null && Object.values(typed).every((part) => part === ""));
  return blank ? undefined : typed;
}

/** Fields that belong to another: with that one typed, they are asked for, also beside other mistakes. */
function askedWith<Schema extends z.ZodObject>(
  schema: Schema,
  typed: string,
  sentences: Readonly<Record<string, string>>,
): Schema {
  return Object.entries(sentences).reduce(
    (whole, [name, error]) =>
      whole.refine((values: Record<string, unknown>) => values[typed] === undefined || values[name] !== undefined, {
        path: [name],
        error,
        when: () => true,
      }),
    schema,
  );
}

/** Fields that are kept whole: with one of them typed, but for `given` ones, the empty ones are asked for, also beside other mistakes. */
function askedTogether<Schema extends z.ZodObject>(
  schema: Schema,
  sentences: Readonly<Record<string, string>>,
  given: readonly string[],
): Schema {
  const names = Object.keys(sentences);
  const telling = names.filter((name) => !given.includes(name));
  return names.reduce(
    (whole, name) =>
      whole.refine(
        (typed: Record<string, unknown>) =>
          typed[name] !== undefined || telling.every((one) => typed[one] === undefined),
        {
          path: [name],
          error: sentences[name],
          when: () => true,
        },
      ),
    schema,
  );
}

const typed = z.record(z.string().max(60), z.string().max(1_200));

/** What stands in a form that is not sent: nothing of it need be right yet. */
export const keepTypedInput = z.discriminatedUnion("form", [
  z.strictObject({ form: z.enum(["start", "start_organisation"]), key, typed }),
  z.strictObject({
    form: z.enum(["identity", "organisation", "contact", "document", "declarations", "business", "person"]),
    customerId,
    /** When the page was opened, by the database's own clock. */
    since: z.iso.datetime({ precision: 6 }).optional(),
    typed,
  }),
]);
