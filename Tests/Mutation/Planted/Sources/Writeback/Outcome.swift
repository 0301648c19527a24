package enum Outcome { case met, notMet, undecided, notApplicable }

package enum Severity { case information, warning, blocker }

/// Has a name in common with ``Outcome``, as the answers about rights do.
package enum Answer { case granted, denied, undecided }
