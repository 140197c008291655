/**
 * Control 4: what each role is given of a read, name by name, or how it is refused. Who adds a name here gives it out: it
 * is looked at by everyone to whose roles it stands.
 */
export const givenKeys: Readonly<Record<string, readonly (readonly [roles: string, names: string])[]>> = {
  "a page of customers": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "accounts birthDate branch customerNo document email fit fullName id kind phone registrationNo riskRating status",
    ],
    ["vault_custodian operations finance_officer administrator", "refused: not_permitted"],
  ],
  "customers found": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "accounts birthDate branch customerNo document email flags fullName id kind phone registrationNo riskRating status",
    ],
    ["vault_custodian operations finance_officer administrator", "refused: not_permitted"],
  ],
  "a customer": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "address birthDate branch branchId closeReason closedByName closedOn consent createdAtLocal customerNo deceasedOn decidedAtLocal decidedByName decisionReason declarations.consentVersion declarations.expectedMonthly declarations.exposure declarations.hasTaxNumber declarations.politicallyExposed declarations.purpose declarations.sourceOfFunds declarations.taxCountry document email endedOn fullName guardians hasSignIn id kind mergedInto mergedIntoName nationality nextReviewOn openedBy openedByName organisation people phone readAt riskRating scans status submittedAt submittedAtLocal submittedBy submittedByName tookIn wishes",
    ],
    ["vault_custodian operations finance_officer administrator", "refused: not_permitted"],
  ],
  "a page of accounts": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer operations finance_officer auditor",
      "availableMinor bookedMinor branch currency heldMinor iban id kind owners product standing status",
    ],
    ["vault_custodian administrator", "refused: not_permitted"],
  ],
  "an account": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "annualRate asOf availableMinor blocks.kind blocks.placedBy blocks.placedOn blocks.reason bookedMinor branch branchId closeReason closedOn currency dormancy floorMinor heldMinor iban id kind loanNo openedOn overdraftUntil owners.accounts.iban owners.accounts.id owners.accounts.kind owners.birthDate owners.customerNo owners.deceasedOn owners.document owners.id owners.kind owners.name owners.nextReviewOn owners.registrationNo owners.risk owners.role paidByDeposit product productVersion signingRule status",
    ],
    ["vault_custodian administrator", "refused: not_permitted"],
    [
      "operations finance_officer",
      "annualRate asOf availableMinor blocks.kind blocks.placedBy blocks.placedOn blocks.reason bookedMinor branch branchId closeReason closedOn currency dormancy floorMinor heldMinor iban id kind loanNo openedOn overdraftUntil owners.accounts owners.birthDate owners.customerNo owners.deceasedOn owners.document owners.id owners.kind owners.name owners.nextReviewOn owners.registrationNo owners.risk owners.role paidByDeposit product productVersion signingRule status",
    ],
  ],
  "a page of loans": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer finance_officer auditor",
      "amountMinor branchName currency customerId customerName daysPastDue dueMinor id loanNo nextDueOn outstandingMinor product status termMonths",
    ],
    ["vault_custodian operations administrator", "refused: not_permitted"],
  ],
  "a loan": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer finance_officer auditor",
      "acceptedOn amountMinor annualRate appliedBy appliedByName aprPercent branchId branchName closedOn consentAsked currency customerBirthDate customerId customerName customerNo dayCount decidedBy decidedByName decisionReason disbursedOn id instalmentMinor instalments.balanceMinor instalments.dueOn instalments.interestMinor instalments.interestPaidMinor instalments.no instalments.principalMinor instalments.principalPaidMinor instalments.startsOn instalments.version loanNo offerValidUntil product productVersion productVersionId purpose repayments settlementAccountId settlementAvailableMinor settlementIban status submittedAt termMonths",
    ],
    ["vault_custodian operations administrator", "refused: not_permitted"],
  ],
  "an entry": [
    [
      "teller vault_custodian service_officer loan_officer loan_operations branch_manager compliance_officer operations finance_officer auditor",
      "actorId actorKind bookedAt bookingDate branch channel dayStatus id kind legs.accountId legs.balanceAfterMinor legs.branch legs.class legs.code legs.currency legs.kind legs.minor legs.name legs.no linked narrative nextAfter reference requestId totals.creditsMinor totals.currency totals.debitsMinor totals.legs valueDate who",
    ],
    ["credit_approver administrator", "refused: not_permitted"],
  ],
  "a request": [
    [
      "teller vault_custodian service_officer loan_officer credit_approver loan_operations compliance_officer operations finance_officer auditor administrator",
      "refused: approval_not_found",
    ],
    [
      "branch_manager",
      "after.hard_limit after.soft_limit amountMinor askedAt before.hard_limit before.soft_limit branch checkerRole currency customerId dueAt id kind maker makerId mayComplete mayDecide own policy reason reference status steps.at steps.by steps.byRule steps.for steps.id steps.reason steps.step subjectId subjectKind typed version words",
    ],
  ],
  "a page of colleagues": [
    [
      "teller vault_custodian service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer operations finance_officer",
      "refused: not_permitted",
    ],
    [
      "auditor administrator",
      "authenticator branch branchId codeValidUntil email hasFactor id lastSignIn name passkeys roles signInName since state until",
    ],
  ],
  "a colleague": [
    [
      "teller vault_custodian service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer operations finance_officer",
      "refused: not_permitted",
    ],
    [
      "auditor administrator",
      "authenticator branch branchId codeValidUntil email hasFactor id lastSignIn name passkeys roles signInName since state until",
    ],
  ],
  "the search page": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "accounts customers.accounts customers.birthDate customers.branch customers.customerNo customers.document customers.email customers.flags customers.fullName customers.id customers.kind customers.phone customers.registrationNo customers.riskRating customers.status forms kind loans.customer loans.id loans.loanNo loans.status more problem",
    ],
    ["vault_custodian operations finance_officer administrator", "accounts customers forms kind loans more problem"],
  ],
  "what the search box suggests": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "alike items.facts items.flags items.href items.title kind more only problem",
    ],
    ["vault_custodian operations finance_officer administrator", "alike items kind more only problem"],
  ],
  "a customer at a glance": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer auditor",
      "amounts.rows.term amounts.rows.value amounts.title facts.term facts.value flags line title",
    ],
    ["vault_custodian operations finance_officer administrator", "refused: not_permitted"],
  ],
  "an account at a glance": [
    [
      "teller service_officer loan_officer credit_approver loan_operations branch_manager compliance_officer operations finance_officer auditor",
      "amounts.rows.term amounts.rows.value amounts.title facts.term facts.value flags line title",
    ],
    ["vault_custodian administrator", "refused: not_permitted"],
  ],
};
