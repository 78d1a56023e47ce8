"""The rule language: from YAML as people write it to the values of `svcnorm.model.rules`."""
