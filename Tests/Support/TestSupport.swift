// Support for the test targets.
