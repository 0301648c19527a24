# `make demo` and `make test` each need nothing but a Swift toolchain on Debian or Ubuntu; the rest builds on them.

.PHONY: help demo test test-tsan test-asan nightly mutate benchmark build lint format symbols fuzz docs example packages lab-up lab-down clean

help:
	@echo 'make demo      install what is missing, build, start the lab, and check its forest'
	@echo 'make test      the same set-up, then lint and every test'
	@echo 'make test-tsan and make test-asan   the tests without a lab under a sanitizer'
	@echo 'make nightly   both, mutation of the rules and long fuzzing; writes its figures into docs/nightly.md'
	@echo 'make mutate    change what each rule decides by, one thing at a time, and see that a test notices'
	@echo 'make benchmark read 100,000 users against ldapsearch: time and memory (docs/benchmarks.md)'
	@echo 'make build     build everything, tests too'
	@echo 'make lint      format, layers, unsafe code, shell scripts; and that each check can fail'
	@echo 'make format    format the Swift sources in place'
	@echo 'make symbols   compare the imports from libldap with the committed list'
	@echo 'make fuzz      try to break each parser of foreign input, 60 seconds each (SECONDS=60)'
	@echo 'make docs      make the documentation of the library LDAP; a link that leads nowhere is an error'
	@echo 'make example   build Examples/ldapsearch, and compare it with OpenLDAP'"'"'s against a slapd'
	@echo 'make packages  install the system packages that are missing'
	@echo 'make lab-up    start the Samba forest            make lab-down  end it'
	@echo 'make clean     remove what the build made (the lab and its images stay)'

demo:
	@.ci/demo

test:
	@.ci/test

test-tsan:
	@.ci/sanitize thread

test-asan:
	@.ci/sanitize address

nightly:
	@.ci/nightly

mutate:
	@.ci/toolchain
	@.ci/packages check build test
	@.ci/mutate

benchmark:
	@.ci/toolchain
	@.ci/packages check build test
	@Benchmarks/population

build:
	@.ci/toolchain
	@.ci/packages check build
	swift build --build-tests

lint:
	@.ci/toolchain
	@.ci/lint/run

format:
	@.ci/toolchain
	swift format format --in-place --parallel --recursive Sources Tests Examples Benchmarks Package.swift

symbols:
	@.ci/symbols

fuzz: SECONDS ?= 60
fuzz:
	@.ci/toolchain
	@.ci/packages check build
	@.ci/fuzz $(SECONDS)

docs: build
	@.ci/docs

example:
	@.ci/toolchain
	@.ci/packages check build test
	@.ci/example

packages:
	@.ci/packages
	@Docker/lab packages

lab-up:
	@Docker/lab up

lab-down:
	@Docker/lab down

clean:
	rm -rf .build .build-fuzz .build-tsan .build-asan .build-mutate .build-benchmarks
