package io.github.lstmsweep.result;

import io.github.lstmsweep.result.claim.Acquittals;
import io.github.lstmsweep.result.claim.Claim;
import io.github.lstmsweep.result.claim.Claimant;
import io.github.lstmsweep.result.claim.Claims;
import io.github.lstmsweep.result.claim.RunningTrial;
import io.github.lstmsweep.result.storage.Storage;
import io.github.lstmsweep.trial.TrialId;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decides which process works on which trial of a table. */
public final class TableClaims {
  private final Storage storage;
  private final Storage patient;
  private final Claims claims;
  private final Claims patientClaims;
  private final TablePlace place;

  /**
   * Makes this for one table.
   *
   * @param storage that fails at once, as {@code claims} do
   * @param patient storage that waits while it is away, as {@code patientClaims} do
   */
  TableClaims(
      Storage storage, Storage patient, Claims claims, Claims patientClaims, TablePlace place) {
    this.storage = storage;
    this.patient = patient;
    this.claims = claims;
    this.patientClaims = patientClaims;
    this.place = place;
  }

  /**
   * Claims a trial. Executors call this before they train.
   *
   * @param self the process that claims it
   */
  public Claim claim(TrialId id, Claimant self) throws IOException {
    return patientClaims.claim(id, self);
  }

  /**
   * Claims a trial whose turn comes later, for example when a running trial ends. {@link
   * Claim.Work#begin} says that the turn has come. The call is not patient: if it fails, the
   * process can claim at the trial's turn.
   *
   * @param self the process that claims it
   */
  public Claim claimAhead(TrialId id, Claimant self) throws IOException {
    return claims.claimAhead(id, self);
  }

  /**
   * Records that a trial was trained to its end after these deaths, so it did not cause them.
   * Executors call this once the trial has its row.
   */
  public void acquit(List<Claimant> deaths) throws IOException {
    new Acquittals(storage).acquit(deaths);
  }

  /**
   * Records that a trial may have caused these deaths, since it was not trained to its end.
   * Executors call this before they publish its row, which takes the markers away.
   */
  public void suspect(List<Claimant> deaths) throws IOException {
    new Acquittals(patient).suspect(deaths);
  }

  /**
   * Returns the trials that processes are training now, the longest running first. A process of a
   * different machine counts if it has given a sign within the last minute.
   */
  public List<RunningTrial> running() {
    return place.call("list the attempts of", () -> claims.running(Instant.now()));
  }

  /**
   * Returns the trials without a row that have markers, with the number of markers. Their processes
   * may live or be gone.
   */
  public Map<TrialId, Integer> markers() {
    return place.call("list the attempts of", claims::markers);
  }
}
