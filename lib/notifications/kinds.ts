type Words = { subject: string; body: (params: Readonly<Record<string, string>>) => string };

const ask = "If this was not you, call your branch at once.";

/** What the bank tells people: the line a list shows and the sentences below it. Params are facts, never personal data. */
export const noticeKinds = {
  password_changed: {
    subject: "Your password was changed",
    body: () => `Your other devices were signed out. ${ask}`,
  },
  password_link: {
    subject: "Choose a new password",
    body: ({ address }) =>
      address
        ? `Open ${address} within 15 minutes; it works once. Your authenticator or passkey is asked for as before. If you did not ask for this, do nothing: your password stays as it is.`
        : "A link was sent to you, because somebody asked for it with your user name. If it was not you, do nothing: your password stays as it is.",
  },
  password_recovered: {
    subject: "A new password was set with a link",
    body: () => `Everybody was signed out. For 24 hours nothing can be paid to others. ${ask}`,
  },
  contact_changed: {
    subject: "Your contact details were changed",
    body: () => `The bank now reaches you at the new details. ${ask}`,
  },
  factor_changed: { subject: "How you prove it is you was changed", body: () => ask },
  factor_reset: {
    subject: "Your branch took your authenticator and passkeys away",
    body: () => `Sign in with your password and set up new ones. For 24 hours nothing can be paid to others. ${ask}`,
  },
  session_ended: { subject: "An administrator ended your session", body: () => "Sign in again. Ask them why." },
  recovery_code_used: {
    subject: "You signed in with a recovery code",
    body: () => `That code is used up. Take new ones before the last is gone. ${ask}`,
  },
  limits_changed: {
    subject: "Your limits were changed",
    body: (params) => (params.limit ? `The new limit is ${params.limit}. ${ask}` : ask),
  },
  roles_changed: {
    subject: "Your roles were changed",
    body: (params) => `From now on you work as ${params.roles ?? "before"}.`,
  },
  roles_expired: {
    subject: "A role of yours has ended",
    body: ({ ended, left }) =>
      `Its last day is over: ${ended}. ${left ? `You still work as ${left}.` : "You hold no other."} Ask an administrator if you need it longer.`,
  },
  person_changed: {
    subject: "Your name, e-mail or branch was changed",
    body: () => "Two administrators agreed to it. If it is wrong, tell one of them.",
  },
  decisions_delegated: {
    subject: "You decide for a colleague who is away",
    body: ({ from, until }) => `From ${from} to ${until}, under Approvals.`,
  },
  delegation_ended: {
    subject: "A colleague decides for themselves again",
    body: () => "You no longer decide in their place.",
  },
  till_closed_for: {
    subject: "Your till was counted and closed by a colleague",
    body: ({ till, reference, difference }) =>
      `${till ?? "It"} ${difference ? `was ${difference}` : "agreed with the books"}. ${reference ? `${reference} is the slip of the count.` : ""}`.trim(),
  },
  offer_ended_for: {
    subject: "Cash you handed over was taken back",
    body: ({ till }) =>
      `It was not taken, and ${till ?? "the till"} had to be counted. The cash is where it came from.`,
  },
  came_of_age: {
    subject: "You are of age",
    body: () => "From today you sign for your accounts yourself. Ask your branch which accounts suit you now.",
  },
  guardianship_ended: {
    subject: "Somebody you acted for is of age",
    body: () => "From today they sign for their accounts themselves, and you no longer do.",
  },
  application_opened: {
    subject: "The account you applied for is open",
    body: ({ product, account }) => `${product ?? "It"}${account ? `, ${account},` : ""} stands on your overview.`,
  },
  application_rejected: {
    subject: "The account you applied for was not opened",
    body: ({ product }) => `${product ?? "It"}: the reason stands with your application, under “Apply for an account”.`,
  },
  deposit_not_renewed: {
    subject: "A deposit of somebody the bank may not serve has matured",
    body: ({ account }) =>
      `${account ?? "It"} is not renewed. It is paid out to an account of theirs, from which nothing leaves, or it waits.`,
  },
  listed_person_left: {
    subject: "Somebody whom a list names has left an organisation",
    body: ({ number }) =>
      `${number ?? "The organisation"} stays prohibited until two of you have looked at who is behind it now. That is done on its page.`,
  },
  sign_in_enabled: { subject: "Your sign-in was enabled again", body: () => "Sign in as before." },
} as const satisfies Record<string, Words>;

export type NoticeKind = keyof typeof noticeKinds;

/** A stored notice in words; one of a kind that is no longer listed says its kind. */
export function noticeWords(kind: string, params: Readonly<Record<string, string>>): { subject: string; body: string } {
  if (!Object.hasOwn(noticeKinds, kind)) return { subject: kind.replaceAll("_", " "), body: "" };
  const words: Words = noticeKinds[kind as NoticeKind];
  return { subject: words.subject, body: words.body(params) };
}
