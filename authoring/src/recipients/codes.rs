//! The kinds of mistakes that are found here.

crate::codes! {
    FORM_RECIPIENTS = "form-recipients" in "recipients.toml" {
        means: "Fewer than two people are listed who can open applications.",
        hurts: "If the only key is lost, every application is, and firms would wait in vain for an \
            answer.",
        wrong: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n\n\
            [[recipient]]\n\
            role = \"jury\"\n\
            name = \"Cléo\"\n\
            key = \"age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg\"",
    }
    RECIPIENTS_KEYS = "recipients-keys" in "recipients.toml" {
        means: "A recipient's role, name or key is missing, empty or not a text, `until` is not a \
            day, or there is another key beside them.",
        hurts: "Nobody could tell who can open what firms wrote in confidence, nor whose key to \
            remove when someone leaves.",
        wrong: "[[recipient]]\n\
            rolle = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
    }
    RECIPIENTS_SECRET = "recipients-secret" in "recipients.toml" {
        means: "A secret key stands where the public key belongs that goes with it.",
        hurts: "Whoever sees the file, or a copy of it, can open what firms wrote in confidence.",
        wrong: "[[recipient]]\nrole = \"jury\"\nname = \"Ada\"\nkey = \"AGE-SECRET-KEY-1…\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
    }
    RECIPIENTS_KEY = "recipients-key" in "recipients.toml" {
        means: "A recipient's key is not a public key of age: a part of it is missing, or it is \
            mistyped.",
        hurts: "Nothing can be sealed to it, and this person could open no application.",
        wrong: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73eq\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
    }
    RECIPIENTS_SIGN = "recipients-sign" in "recipients.toml" {
        means: "What a recipient signs with is not the public half of such a key: a part of it is \
            missing, it is mistyped, or it is her other key.",
        hurts: "What this person decides would count for nothing, and be shown as forged.",
        wrong: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n\
            sign = \"DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq7\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n\
            sign = \"DyOXpcK4jMIw/ZBQf0nBpBqUz5dVTWWI+Mq8ngq75gA=\"",
    }
    RECIPIENTS_TWICE = "recipients-twice" in "recipients.toml" {
        means: "Two recipients have the same key, or sign with the same.",
        hurts: "There are fewer keys than it seems: when this one is lost, firms may wait in vain \
            for an answer.",
        wrong: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n\n\
            [[recipient]]\n\
            role = \"jury\"\n\
            name = \"Cléo\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"\n\n\
            [[recipient]]\n\
            role = \"jury\"\n\
            name = \"Cléo\"\n\
            key = \"age1lggyhqrw2nlhcxprm67z43rta597azn8gknawjehu9d9dl0jq3yqqvfafg\"",
    }
    RECIPIENTS_DEVELOPMENT = "recipients-development" in "recipients.toml" {
        means: "A recipient has a key that `cargo run` has made for trying things out, and whose \
            identity lies unprotected on a disk.",
        hurts: "Whoever gets at that disk can open what firms wrote in confidence.",
        wrong: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1devzu00e5utuy3fevqsmvyj5jzx5wwlyr845444n7amvmxgdys2qrydzlu\"",
        right: "[[recipient]]\n\
            role = \"jury\"\n\
            name = \"Ada\"\n\
            key = \"age1zvkyg2lqzraa2lnjvqej32nkuu0ues2s82hzrye869xeexvn73equnujwj\"",
    }
}
