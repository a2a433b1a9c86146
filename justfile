# The commands of CONTRIBUTING.md; `just` lists them.

default:
    @just --list

# Kvitt with simulated providers
run:
    ./mvnw spring-boot:run

# All tests, the format, coverage
verify:
    ./mvnw verify

# A short slice of the campaigns
proof kills="16" outages="6":
    ./mvnw verify -Pproof -Dproof.kills={{kills}} -Dproof.outages={{outages}} -Dproof.rounds=1

# A client generated from the contract does the README's demonstration
client:
    ./mvnw test -Pclient

# The benchmarks
bench:
    ./mvnw verify -Pbench

# Puts the sources in form
format:
    ./mvnw spotless:apply

# One test class, or several with commas between
test classes:
    ./mvnw -o test -Dtest={{classes}} -Djacoco.skip=true
