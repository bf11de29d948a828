package import Civic

/// What can go wrong with accounts, sessions, posts, mandates and looks.
package enum DirectoryProblem: Problem, Hashable {
    case wrongCredentials
    /// Too many failures or requests; again from this moment on.
    case tooManyAttempts(until: Instant, zone: CityZone)
    case signInNeeded
    /// The password was right; a code of the phone is needed too.
    case codeNeeded(SignInTicket)
    case wrongCode
    /// A resident's password where residents come by their electronic identity.
    case identityNeeded
    /// A provider vouched for one person under the name of another.
    case identityConflict
    case factorIsOn
    case accessRefused(AccessRefusal)
    case loginTaken
    case badLogin
    case weakPassword
    case accountUnknown
    case accountClosed
    case personUnknown
    case personExists
    case badName
    case officerUnknown
    case unitUnknown(String)
    case mandateUnknown
    /// It begins after it ends, or ended already.
    case badPeriod
    case mandateRevoked
    /// Who holds the power by mandate, or stands in, grants none.
    case redelegation
    case granteeIsGrantor
    case decisionMissing
    case notARepresentative
    case deputyIsAbsent
    /// Somebody else's deputy would have been the one who names him, or one without the power to sign.
    case deputyLacksPower
    case deputyIsOneself
    /// A post of one's own is another administrator's to give.
    case ownPost
    case postExists
    case postUnknown
    /// A way back into one's own account is asked for by somebody else.
    case ownRecovery
    case reasonMissing
    /// Nothing to recover: it is not closed, has no second step, or never had a password.
    case recoveryPointless
    /// The same was asked already and waits.
    case recoveryWaits
    /// Confirmed, declined, or a working day has passed.
    case recoveryOver
    /// Who asked, and whom it is about, cannot confirm.
    case sameEyes
    case linkOver
    case badPhone
    /// There is no address of that kind to confirm.
    case contactUnknown
    /// Not the code that was sent there, or one of more than half an hour ago.
    case wrongContactCode
    /// Both languages, a beginning before its end, and an end to come.
    case badAnnouncement
    case announcementOver
    /// There is a city administrator who can sign in.
    case alreadySetUp
    /// The key ring is missing, readable by others, or lacks a key.
    case keyRing(String)

    package var code: String {
        switch self {
        case .wrongCredentials: "directory.wrong_credentials"
        case .tooManyAttempts: "directory.too_many_attempts"
        case .signInNeeded: "directory.sign_in_needed"
        case .codeNeeded: "directory.code_needed"
        case .wrongCode: "directory.wrong_code"
        case .identityNeeded: "directory.identity_needed"
        case .identityConflict: "directory.identity_conflict"
        case .factorIsOn: "directory.factor_is_on"
        case .accessRefused: "directory.access_refused"
        case .loginTaken: "directory.login_taken"
        case .badLogin: "directory.bad_login"
        case .weakPassword: "directory.weak_password"
        case .accountUnknown: "directory.account_unknown"
        case .accountClosed: "directory.account_closed"
        case .personUnknown: "directory.person_unknown"
        case .personExists: "directory.person_exists"
        case .badName: "directory.bad_name"
        case .officerUnknown: "directory.officer_unknown"
        case .unitUnknown: "directory.unit_unknown"
        case .mandateUnknown: "directory.mandate_unknown"
        case .badPeriod: "directory.bad_period"
        case .mandateRevoked: "directory.mandate_revoked"
        case .redelegation: "directory.redelegation"
        case .granteeIsGrantor: "directory.grantee_is_grantor"
        case .decisionMissing: "directory.decision_missing"
        case .notARepresentative: "directory.not_a_representative"
        case .deputyIsAbsent: "directory.deputy_is_absent"
        case .deputyLacksPower: "directory.deputy_lacks_power"
        case .deputyIsOneself: "directory.deputy_is_oneself"
        case .ownPost: "directory.own_post"
        case .postExists: "directory.post_exists"
        case .postUnknown: "directory.post_unknown"
        case .ownRecovery: "directory.own_recovery"
        case .reasonMissing: "directory.reason_missing"
        case .recoveryPointless: "directory.recovery_pointless"
        case .recoveryWaits: "directory.recovery_waits"
        case .recoveryOver: "directory.recovery_over"
        case .sameEyes: "directory.same_eyes"
        case .linkOver: "directory.link_over"
        case .badPhone: "directory.bad_phone"
        case .contactUnknown: "directory.contact_unknown"
        case .wrongContactCode: "directory.wrong_contact_code"
        case .badAnnouncement: "directory.bad_announcement"
        case .announcementOver: "directory.announcement_over"
        case .alreadySetUp: "directory.already_set_up"
        case .keyRing: "directory.key_ring"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .keyRing: .fault
        case .tooManyAttempts, .accessRefused, .redelegation, .sameEyes, .ownPost, .ownRecovery, .identityConflict:
            .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .wrongCredentials, .signInNeeded, .codeNeeded, .wrongCode, .identityNeeded: .signInNeeded
        case .tooManyAttempts: .tooMany
        case .accessRefused, .redelegation, .notARepresentative, .accountClosed, .sameEyes, .ownPost, .ownRecovery:
            .forbidden
        case .accountUnknown, .personUnknown, .officerUnknown, .unitUnknown, .mandateUnknown, .postUnknown, .linkOver:
            .notFound
        case .loginTaken, .personExists, .mandateRevoked, .factorIsOn, .postExists, .recoveryPointless,
            .recoveryWaits, .recoveryOver, .announcementOver, .alreadySetUp, .identityConflict:
            .conflict
        case .badLogin, .weakPassword, .badName, .badPeriod, .granteeIsGrantor, .decisionMissing, .deputyIsAbsent,
            .deputyLacksPower, .deputyIsOneself, .reasonMissing, .badPhone, .badAnnouncement, .contactUnknown,
            .wrongContactCode:
            .refused
        case .keyRing: .busy
        }
    }
}
