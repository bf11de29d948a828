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
    /// The key ring is missing, readable by others, or lacks a key.
    case keyRing(String)

    package var code: String {
        switch self {
        case .wrongCredentials: "directory.wrong_credentials"
        case .tooManyAttempts: "directory.too_many_attempts"
        case .signInNeeded: "directory.sign_in_needed"
        case .codeNeeded: "directory.code_needed"
        case .wrongCode: "directory.wrong_code"
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
        case .keyRing: "directory.key_ring"
        }
    }

    package var severity: ProblemSeverity {
        switch self {
        case .keyRing: .fault
        case .tooManyAttempts, .accessRefused, .redelegation: .warning
        default: .notice
        }
    }

    package var status: ProblemStatus {
        switch self {
        case .wrongCredentials, .signInNeeded, .codeNeeded, .wrongCode: .signInNeeded
        case .tooManyAttempts: .tooMany
        case .accessRefused, .redelegation, .notARepresentative, .accountClosed: .forbidden
        case .accountUnknown, .personUnknown, .officerUnknown, .unitUnknown, .mandateUnknown: .notFound
        case .loginTaken, .personExists, .mandateRevoked, .factorIsOn: .conflict
        case .badLogin, .weakPassword, .badName, .badPeriod, .granteeIsGrantor, .decisionMissing, .deputyIsAbsent,
            .deputyLacksPower,
            .deputyIsOneself:
            .refused
        case .keyRing: .busy
        }
    }
}
